package io.countersign.mover;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@Tag("program")
class MoverApplicationTest {
    private static final String URL = "jdbc:postgresql://127.0.0.1:1/countersign";

    private final MoverRun mover = new MoverRun(Map.of());

    @Nested
    class usage {
        @Test
        void needs_a_database() {
            assertThat(mover.run()).isEqualTo(2);
            assertThat(mover.err()).contains("--database-url", "--data-dir");
        }

        @Test
        void takes_one_database_only() {
            assertThat(mover.run("--database-url", URL, "--data-dir", ".")).isEqualTo(2);
            assertThat(mover.err()).contains("mutually exclusive");
        }

        @ParameterizedTest
        @CsvSource({
            "--server, localhost, a host and a port",
            "--server, localhost:0, a host and a port",
            "--server, localhost:65536, a host and a port",
            "--batch-events, 0, from 1 to 32767",
            "--batch-events, 32768, from 1 to 32767",
            "--max-message-size, 0, 1 or more"
        })
        void says_what_an_option_must_be(String option, String value, String sentence) {
            assertThat(mover.run("--database-url", URL, option, value)).isEqualTo(2);
            assertThat(mover.err()).contains(option + " must be " + sentence).contains(value);
        }

        @Test
        void is_told_on_demand() {
            assertThat(mover.run("--help")).isZero();
            assertThat(mover.out())
                    .contains("Usage: countersign-mover", "COUNTERSIGN_DATABASE_PASSWORD", "AXON_AXONSERVER_TOKEN");
        }
    }

    @Nested
    class the_source {
        @Test
        void that_is_not_there_is_told() {
            assertThat(mover.run("--database-url", URL)).isEqualTo(1);
            assertThat(mover.err()).contains("PostgreSQL can't be read").contains("127.0.0.1:1");
        }

        @Test
        void that_is_no_event_store_is_told() {
            try (EmbeddedDatabase database = EmbeddedDatabase.empty()) {
                MoverRun mover = MoverRun.of(database);
                assertThat(mover.run(database, "127.0.0.1:1")).isEqualTo(1);
                assertThat(mover.err())
                        .isEqualTo("There is no event store of Countersign in " + database.url() + ".\n");
            }
        }

        @Test
        void must_have_placed_all_its_events() {
            try (EmbeddedDatabase database = EmbeddedDatabase.with("event_store")) {
                TestEventStore.in(database).append("u-1", 3);
                MoverRun mover = MoverRun.of(database);
                assertThat(mover.run(database, "127.0.0.1:1")).isEqualTo(1);
                assertThat(mover.err())
                        .contains("3 events have no position yet")
                        .contains("Start it");
            }
        }

        @Test
        void in_a_folder_must_be_one(@TempDir Path folder) throws IOException {
            assertThat(mover.run("--data-dir", folder.toString())).isEqualTo(1);
            assertThat(mover.err()).contains("is no data directory of a Countersign");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Nested
    class the_server {
        @Test
        void that_is_not_there_is_told() throws IOException {
            try (EmbeddedDatabase database = EmbeddedDatabase.with("event_store")) {
                MoverRun mover = MoverRun.of(database);
                String nowhere = "127.0.0.1:" + freePort();
                assertThat(mover.run(database, nowhere)).isEqualTo(1);
                assertThat(mover.err())
                        .contains("There is no connection with Axon Server at " + nowhere)
                        .contains("Connection refused");
            }
        }

        @Test
        void is_trusted_by_a_certificate_that_is_one(@TempDir Path folder) throws IOException {
            try (EmbeddedDatabase database = EmbeddedDatabase.with("event_store")) {
                MoverRun mover = MoverRun.of(database);
                Path certificate = Files.writeString(folder.resolve("ca.pem"), "nonsense");
                assertThat(mover.run(database, "127.0.0.1:1", "--tls-certificate", certificate.toString()))
                        .isEqualTo(1);
                assertThat(mover.err()).contains(certificate + " is no certificate in PEM");
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
