package io.countersign.standalone.crash;

import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.TestStore;
import io.countersign.standalone.support.UsesAxonServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The same with the events in Axon Server, which share no transaction with PostgreSQL's tables. */
@UsesAxonServer
@Tag("program")
class RuleBooksAfterKillOnAxonServerTest extends RuleBooksAfterKillTest {
    private TestAxonServer server;

    @BeforeEach
    void empty() {
        server = TestAxonServer.emptied();
    }

    @Override
    TestStore store() {
        return server;
    }
}
