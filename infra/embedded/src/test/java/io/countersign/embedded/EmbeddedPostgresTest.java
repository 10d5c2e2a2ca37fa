package io.countersign.embedded;

import static io.countersign.embedded.Trial.ask;
import static io.countersign.embedded.Trial.run;
import static io.countersign.embedded.Trial.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("program")
class EmbeddedPostgresTest {

    @Nested
    class a_fresh_directory {

        static @TempDir Path directory;
        static EmbeddedPostgres postgres;

        @BeforeAll
        static void start_in_it() {
            postgres = start(directory.resolve("data"));
        }

        @AfterAll
        static void stop() {
            postgres.close();
        }

        @ParameterizedTest
        @CsvSource({
            "fsync, on",
            "synchronous_commit, on",
            "full_page_writes, on",
            "data_checksums, on",
            "log_timezone, UTC",
            "server_encoding, UTF8",
            "jit, off",
            "shared_buffers, 256MB",
            "wal_compression, off"
        })
        void is_durable_and_set_up_for_us(String setting, String value) throws Exception {
            assertThat(ask(postgres, "SHOW " + setting)).isEqualTo(value);
        }

        @Test
        void sorts_by_code_point_and_knows_the_letters_of_every_script() throws Exception {
            assertThat(ask(postgres, "SELECT string_agg(t, '' ORDER BY t) FROM unnest('{b,A,a,B,é}'::text[]) AS t"))
                    .isEqualTo("ABabé");
            assertThat(ask(postgres, "SELECT upper('é')")).isEqualTo("É");
        }

        @Test
        void keeps_its_settings_from_alter_system() {
            assertThatThrownBy(() -> run(postgres, "ALTER SYSTEM SET fsync = off"))
                    .hasMessageContaining("not allowed");
        }

        @Test
        void is_addressed_by_database_name() {
            assertThat(postgres.jdbcUrl("counter sign"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:%d/counter+sign".formatted(postgres.port()));
        }
    }

    @Nested
    class a_directory_used_before {

        @TempDir
        Path directory;

        @Test
        void still_has_its_data() throws Exception {
            try (EmbeddedPostgres first = start(directory)) {
                run(first, "CREATE TABLE kept AS SELECT 'there' AS what");
            }
            try (EmbeddedPostgres second = start(directory)) {
                assertThat(ask(second, "SELECT what FROM kept")).isEqualTo("there");
            }
        }

        @Test
        void has_no_process_left_after_close_and_can_be_closed_again() throws Exception {
            EmbeddedPostgres postgres = start(directory);
            ProcessHandle postmaster = Trial.postmaster(directory);
            assertThat(Trial.isRunning(postmaster)).isTrue();

            postgres.close();
            postgres.close();

            assertThat(Trial.isRunning(postmaster)).isFalse();
            assertThat(Trial.cluster(directory).resolve("postmaster.pid")).doesNotExist();
        }

        @Test
        void is_closed_as_well_by_an_interrupted_thread_while_a_transaction_is_open() throws Exception {
            EmbeddedPostgres postgres = start(directory);
            ProcessHandle postmaster = Trial.postmaster(directory);
            try (Connection connection = Trial.connect(postgres, postgres.password())) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("CREATE TABLE never_committed ()");

                Thread.currentThread().interrupt();
                postgres.close();

                assertThat(Thread.interrupted()).isTrue();
                assertThat(Trial.isRunning(postmaster)).isFalse();
            }
            try (EmbeddedPostgres again = start(directory)) {
                assertThat(ask(again, "SELECT to_regclass('never_committed')")).isNull();
            }
        }

        @Test
        void forgets_the_settings_of_an_earlier_start() throws Exception {
            EmbeddedPostgresOptions options = Trial.options(directory).withSetting("application_name", "it's \\ odd");
            try (EmbeddedPostgres first = EmbeddedPostgres.start(options)) {
                assertThat(ask(first, "SELECT reset_val FROM pg_settings WHERE name = 'application_name'"))
                        .isEqualTo("it's \\ odd");
            }
            Files.writeString(Trial.cluster(directory).resolve("postgresql.auto.conf"), "fsync = off");
            try (EmbeddedPostgres second = start(directory)) {
                assertThat(ask(second, "SELECT reset_val FROM pg_settings WHERE name = 'application_name'"))
                        .isEmpty();
                assertThat(ask(second, "SHOW fsync")).isEqualTo("on");
            }
        }

        @Test
        void is_refused_untouched_when_another_major_version_made_it() throws Exception {
            start(directory).close();
            Path version = Trial.cluster(directory).resolve("PG_VERSION");
            Files.writeString(version, "17\n");

            assertThatThrownBy(() -> start(directory))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContainingAll("made by PostgreSQL 17", "brings PostgreSQL 18", "pg_dumpall");

            Files.writeString(version, "18\n");
            start(directory).close();
        }

        @Test
        void is_refused_when_its_password_is_lost() throws Exception {
            start(directory).close();
            Files.delete(directory.resolve("postgresql/password"));

            assertThatThrownBy(() -> start(directory))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("postgresql/password is missing");
        }
    }

    @Nested
    class a_setting {

        @TempDir
        Path directory;

        @Test
        void that_the_server_does_not_know_stops_the_start_with_the_end_of_its_log() {
            EmbeddedPostgresOptions options = Trial.options(directory).withSetting("wrok_mem", "1MB");

            assertThatThrownBy(() -> EmbeddedPostgres.start(options))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContainingAll(directory.toString(), "unrecognized configuration parameter \"wrok_mem\"");
        }

        @Test
        void that_decides_who_can_connect_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Trial.options(directory).withSetting("listen_addresses", "*"))
                    .withMessageContaining("listen_addresses");
        }
    }

    @Nested
    class a_port_where_another_program_listens {

        @TempDir
        Path directory;

        @Test
        void is_named_when_it_was_asked_for() throws Exception {
            try (ServerSocket other = listen()) {
                EmbeddedPostgresOptions options = Trial.options(directory).onPort(other.getLocalPort());

                assertThatThrownBy(() -> EmbeddedPostgres.start(options))
                        .isInstanceOf(EmbeddedPostgresException.class)
                        .hasMessageContaining("127.0.0.1:%d", other.getLocalPort());
            }
        }

        @Test
        void is_left_for_the_next_when_any_would_do() throws Exception {
            start(directory).close();
            int free;
            try (ServerSocket once = listen()) {
                free = once.getLocalPort();
            }
            EmbeddedPostgresOptions options = Trial.options(directory);
            DataDirectory places = DataDirectory.at(directory);
            Server server = new Server(places.cluster(), places, PostgresBinaries.unpackedIn(options.binariesDir()));
            try (ServerSocket other = listen()) {
                assertThat(server.start(
                                options, List.of(other.getLocalPort(), free).iterator()))
                        .isEqualTo(free);
            } finally {
                server.stop(options.stopTimeout());
            }
        }

        @Test
        void is_taken_when_it_is_free() throws Exception {
            int free;
            try (ServerSocket once = listen()) {
                free = once.getLocalPort();
            }
            try (EmbeddedPostgres postgres =
                    EmbeddedPostgres.start(Trial.options(directory).onPort(free))) {
                assertThat(postgres.port()).isEqualTo(free);
                assertThat(ask(postgres, "SHOW port")).isEqualTo(String.valueOf(free));
            }
        }

        private ServerSocket listen() throws Exception {
            return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        }
    }
}
