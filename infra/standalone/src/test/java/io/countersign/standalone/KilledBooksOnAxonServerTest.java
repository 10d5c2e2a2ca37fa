package io.countersign.standalone;

import io.countersign.testkit.Scan;
import java.util.List;
import javax.sql.DataSource;
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
    void empty() throws Exception {
        server = TestAxonServer.emptied();
    }

    @Override
    List<String> storeOptions() {
        return List.of(server.options());
    }

    @Override
    List<String> differences(List<Scan> scans, DataSource database) throws Exception {
        return server.differences(scans, database);
    }
}
