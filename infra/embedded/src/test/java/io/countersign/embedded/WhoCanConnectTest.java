package io.countersign.embedded;

import static io.countersign.embedded.Trial.ask;
import static io.countersign.embedded.Trial.connect;
import static io.countersign.embedded.Trial.mode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("program")
class WhoCanConnectTest {

    static @TempDir Path directory;
    static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = Trial.start(directory.resolve("data"));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Nested
    class the_superuser {

        @Test
        void gets_in_with_the_password() throws Exception {
            try (Connection connection = connect(postgres, postgres.password())) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }

        @Test
        void is_refused_with_another() {
            assertThatThrownBy(() -> connect(postgres, "postgres"))
                    .hasMessageContaining("password authentication failed");
        }

        @Test
        void is_refused_without_one() {
            assertThatThrownBy(() -> connect(postgres, ""))
                    .hasMessageContaining("requested SCRAM-based authentication");
        }

        @Test
        void has_a_long_password_that_the_server_keeps_as_scram_only() throws Exception {
            assertThat(postgres.password()).hasSizeGreaterThanOrEqualTo(32);
            assertThat(ask(postgres, "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$");
        }

        @Test
        void has_another_password_elsewhere(@TempDir Path elsewhere) {
            try (EmbeddedPostgres other = Trial.start(elsewhere)) {
                assertThat(other.password()).isNotEqualTo(postgres.password());
            }
        }
    }

    @Nested
    class everyone {

        @Test
        void is_asked_for_a_password() throws Exception {
            assertThat(
                            ask(
                                    postgres,
                                    "SELECT string_agg(DISTINCT type || ' ' || address || ' ' || auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("host 127.0.0.1 scram-sha-256");
        }

        @Test
        void comes_over_loopback() throws Exception {
            assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
        }
    }

    @Nested
    class the_files {

        @Test
        void are_closed_to_other_users() throws Exception {
            Path home = directory.resolve("data/postgresql");

            assertThat(mode(directory.resolve("data"))).isEqualTo("rwx------");
            assertThat(mode(home)).isEqualTo("rwx------");
            assertThat(mode(home.resolve("cluster"))).isEqualTo("rwx------");
            assertThat(mode(home.resolve("log"))).isEqualTo("rwx------");
            assertThat(mode(home.resolve("password"))).isEqualTo("rw-------");
            assertThat(filesOpenToOthers(home)).isEmpty();
        }

        @Test
        void are_closed_again_when_someone_opened_them(@TempDir Path elsewhere) throws Exception {
            Files.createDirectory(elsewhere.resolve("postgresql"));

            DataDirectory.at(elsewhere);

            assertThat(mode(elsewhere.resolve("postgresql"))).isEqualTo("rwx------");
        }

        @Test
        void are_not_followed_through_a_link(@TempDir Path elsewhere) throws Exception {
            Files.createSymbolicLink(
                    elsewhere.resolve("postgresql"), Files.createDirectory(elsewhere.resolve("target")));

            assertThatThrownBy(() -> DataDirectory.at(elsewhere))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("must be a directory");
        }

        private static List<Path> filesOpenToOthers(Path home) throws IOException {
            try (Stream<Path> files = Files.walk(home)) {
                return files.filter(Files::exists)
                        .filter(WhoCanConnectTest::isOpenToOthers)
                        .toList();
            }
        }
    }

    private static boolean isOpenToOthers(Path path) {
        try {
            return !mode(path).endsWith("------");
        } catch (IOException gone) {
            return false;
        }
    }
}
