package io.countersign.standalone.crash;

import io.countersign.standalone.support.NeedsAxonServer;
import io.countersign.standalone.support.TestAxonServer;
import io.countersign.standalone.support.TestStore;
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
