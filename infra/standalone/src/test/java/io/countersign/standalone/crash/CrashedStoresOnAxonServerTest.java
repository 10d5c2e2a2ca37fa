package io.countersign.standalone.crash;

import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.TestStore;
import io.countersign.standalone.support.UsesAxonServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Each of the two stores crashes while the other runs on. */
@UsesAxonServer
@Tag("program")
class CrashedStoresOnAxonServerTest extends CrashedStoresTest {
    private TestAxonServer server;

    @BeforeEach
    void empty() {
        server = TestAxonServer.emptied();
    }

    @Override
    TestStore store() {
        return server;
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = TestAxonServer.CRASH,
            matches = ".+",
            disabledReason =
                    "needs a command that kills the Axon Server and starts it again, in " + TestAxonServer.CRASH)
    void Axon_Server_loses_nothing_that_was_answered_and_comes_back_into_use() throws Exception {
        mustOutlive(server::crash);
    }
}
