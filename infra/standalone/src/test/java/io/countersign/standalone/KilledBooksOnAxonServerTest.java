package io.countersign.standalone;

import org.junit.jupiter.api.BeforeEach;

/** The same with the events in Axon Server, which share no transaction with PostgreSQL's tables. */
@NeedsAxonServer
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
