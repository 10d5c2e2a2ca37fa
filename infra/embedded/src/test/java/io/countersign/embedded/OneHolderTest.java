package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("program")
class OneHolderTest {

    @TempDir
    Path directory;

    @Nested
    class a_directory_in_use {

        @Test
        void is_refused_to_another_process_with_the_name_of_its_holder() throws Exception {
            Process holder = HoldUntilKilled.in(directory);
            try {
                assertThatThrownBy(() -> Trial.start(directory))
                        .isInstanceOf(EmbeddedPostgresException.class)
                        .hasMessageMatching("The data directory %s is in use by process %d since 20\\S+Z"
                                .formatted(directory, holder.pid()));
            } finally {
                holder.destroyForcibly().waitFor();
                Trial.start(directory).close();
            }
        }

        @Test
        void is_refused_to_the_same_process_and_stays_refused_to_others() throws Exception {
            try (EmbeddedPostgres postgres = Trial.start(directory)) {
                assertThatThrownBy(() -> Trial.start(directory))
                        .isInstanceOf(EmbeddedPostgresException.class)
                        .hasMessageContaining(
                                "in use by process %d since",
                                ProcessHandle.current().pid());

                assertThatThrownBy(() -> HoldUntilKilled.in(directory))
                        .hasMessageContaining(
                                "in use by process %d since",
                                ProcessHandle.current().pid());
                assertThat(Trial.ask(postgres, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Nested
    class a_directory_whose_start_failed {

        @Test
        void is_free_again() {
            EmbeddedPostgresOptions wrong = Trial.options(directory).withSetting("max_connections", "none");
            assertThatThrownBy(() -> EmbeddedPostgres.start(wrong)).isInstanceOf(EmbeddedPostgresException.class);

            Trial.start(directory).close();
        }
    }

    @Nested
    class a_running_server {

        /** Field 6 of proc(5) stat; a Ctrl-C goes to the foreground process group of the terminal's session. */
        @Test
        void is_out_of_reach_of_the_keyboard() throws Exception {
            try (EmbeddedPostgres postgres = Trial.start(directory)) {
                long postmaster = Trial.postmaster(directory).pid();

                assertThat(session(postmaster)).isEqualTo(postmaster);
            }
        }

        private long session(long pid) throws Exception {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
        }
    }
}
