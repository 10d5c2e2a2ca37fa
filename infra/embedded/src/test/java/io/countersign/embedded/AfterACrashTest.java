package io.countersign.embedded;

import static io.countersign.embedded.Trial.ask;
import static io.countersign.embedded.Trial.cluster;
import static io.countersign.embedded.Trial.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("program")
class AfterACrashTest {

    @TempDir
    Path directory;

    @Nested
    class a_killed_program {

        @Test
        void leaves_a_server_that_the_next_start_replaces_with_all_that_was_committed() throws Exception {
            Process program = HoldUntilKilled.in(directory);
            ProcessHandle orphan = Trial.postmaster(directory);
            program.destroyForcibly().waitFor();
            assertThat(Trial.isRunning(orphan)).isTrue();

            try (EmbeddedPostgres postgres = start(directory)) {
                assertThat(Trial.isRunning(orphan)).isFalse();
                assertThat(ask(postgres, "SELECT what FROM kept")).isEqualTo("committed");
            }
        }
    }

    @Nested
    class a_killed_server {

        @Test
        void can_be_closed_and_started_again_with_all_that_was_committed() throws Exception {
            try (EmbeddedPostgres postgres = start(directory)) {
                Trial.run(postgres, "CREATE TABLE kept AS SELECT 'committed' AS what");
                Trial.postmaster(directory).destroyForcibly();
            }
            assertThat(cluster(directory).resolve("postmaster.pid")).exists();

            try (EmbeddedPostgres postgres = start(directory)) {
                assertThat(ask(postgres, "SELECT what FROM kept")).isEqualTo("committed");
            }
        }
    }

    @Nested
    class a_pid_file_left_behind {

        @Test
        void does_not_keep_the_server_from_starting_when_its_number_is_someone_elses_by_now() throws Exception {
            start(directory).close();
            Process stranger = new ProcessBuilder("sleep", "600").start();
            try {
                Files.write(
                        cluster(directory).resolve("postmaster.pid"),
                        List.of(
                                String.valueOf(stranger.pid()),
                                cluster(directory).toString(),
                                "1",
                                "5432",
                                "",
                                "127.0.0.1",
                                "1 1",
                                "ready"));

                try (EmbeddedPostgres postgres = start(directory)) {
                    assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
                    assertThat(stranger.isAlive()).isTrue();
                }
            } finally {
                stranger.destroyForcibly();
            }
        }
    }

    @Nested
    class a_cluster_that_was_being_initialised {

        @Test
        void is_initialised_anew() throws Exception {
            Path home = DataDirectory.at(directory).home();
            Path half = Files.createDirectory(home.resolve("initialising-1"));
            Files.writeString(half.resolve("PG_VERSION"), "18\n");
            Files.createDirectory(half.resolve("base"));

            try (EmbeddedPostgres postgres = start(directory)) {
                assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
            }
            try (Stream<Path> left = Files.list(home)) {
                assertThat(left)
                        .extracting(path -> path.getFileName().toString())
                        .containsExactlyInAnyOrder("cluster", "lock", "log", "password");
            }
        }
    }
}
