package io.countersign.standalone;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same with the events in Axon Server, which share no transaction with PostgreSQL's tables. */
@EnabledIfEnvironmentVariable(
        named = TestAxonServer.ADDRESS,
        matches = ".+",
        disabledReason = "needs an Axon Server in development mode, to be named by " + TestAxonServer.ADDRESS)
class KilledBooksOnAxonServerTest extends KilledBooksTest {
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
