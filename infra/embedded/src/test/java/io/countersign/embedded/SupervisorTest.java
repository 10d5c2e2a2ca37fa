package io.countersign.embedded;

import static io.countersign.embedded.Trial.ask;
import static io.countersign.embedded.Trial.cluster;
import static io.countersign.embedded.Trial.postmaster;
import static io.countersign.embedded.Trial.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that ends without having been asked to is started again, on the port that it had. */
@Tag("program")
class SupervisorTest {

    /** From when the cause is gone. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Nested
    class a_killed_server {

        @Test
        void runs_again_with_all_that_was_committed() throws Exception {
            try (EmbeddedPostgres postgres = start(directory)) {
                Trial.run(postgres, "CREATE TABLE kept AS SELECT 'committed' AS what");
                ProcessHandle killed = postmaster(directory);
                killed.destroyForcibly();

                awaitFault(postgres, "killed");
                awaitAnswer(postgres, "SELECT what FROM kept", "committed");
                assertThat(postmaster(directory).pid()).isNotEqualTo(killed.pid());
            }
        }

        @Test
        void runs_again_as_often_as_it_is_killed() throws Exception {
            try (EmbeddedPostgres postgres = start(directory)) {
                for (int i = 0; i < 3; i++) {
                    ProcessHandle killed = postmaster(directory);
                    killed.destroyForcibly();
                    await().atMost(BACK_WITHIN).until(() -> !Trial.isRunning(killed));
                    awaitAnswer(postgres, "SELECT 1", "1");
                }
            }
        }
    }

    @Nested
    class a_server_that_cannot_start {

        @Test
        void is_tried_until_the_cause_is_gone() throws Exception {
            try (EmbeddedPostgres postgres = start(directory)) {
                Path control = breakNextStart();
                awaitFault(postgres, "can't start: its log says \"could not");
                Files.move(control.resolveSibling("away"), control);

                awaitAnswer(postgres, "SELECT 1", "1");
                await().atMost(BACK_WITHIN).until(() -> postgres.fault().isEmpty());
            }
        }

        @Test
        void can_be_closed_and_leaves_no_process() throws Exception {
            EmbeddedPostgres postgres = start(directory);
            Path control = breakNextStart();
            awaitFault(postgres, "can't start");
            postgres.close();

            assertThat(new ServerProcesses(cluster(directory).toRealPath(), null).running())
                    .isEmpty();
            Files.move(control.resolveSibling("away"), control);
            try (EmbeddedPostgres again = start(directory)) {
                assertThat(ask(again, "SELECT 1")).isEqualTo("1");
            }
        }

        private Path breakNextStart() throws Exception {
            Path control = cluster(directory).resolve("global/pg_control");
            postmaster(directory).destroyForcibly();
            return Files.move(control, control.resolveSibling("away")).resolveSibling("pg_control");
        }
    }

    @Nested
    class a_full_disk {

        @Test
        void is_named_and_the_server_serves_again_once_there_is_room() throws Exception {
            try (SmallDisk disk = SmallDisk.in(directory)) {
                disk.fill();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> disk.output()
                                .contains("PostgreSQL in " + disk.dataDir() + " ended: no space is left on its disk"));
                disk.empty();

                await().atMost(BACK_WITHIN)
                        .ignoreExceptions()
                        .until(() -> disk.ask("SELECT what FROM kept").equals("committed"));
                disk.run("INSERT INTO kept VALUES ('and more')");
            }
        }
    }

    private void awaitFault(EmbeddedPostgres postgres, String reason) {
        Optional<String> fault = await().pollInterval(Duration.ofMillis(5))
                .atMost(BACK_WITHIN)
                .until(
                        postgres::fault,
                        found -> found.filter(sentence -> sentence.contains(reason))
                                .isPresent());
        assertThat(fault).hasValueSatisfying(sentence -> assertThat(sentence).contains(directory.toString()));
    }

    private static void awaitAnswer(EmbeddedPostgres postgres, String sql, String answer) {
        await().atMost(BACK_WITHIN)
                .ignoreExceptions()
                .until(() -> ask(postgres, sql).equals(answer));
    }
}
