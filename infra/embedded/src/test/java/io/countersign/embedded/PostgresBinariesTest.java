package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("program")
class PostgresBinariesTest {

    @TempDir
    Path directory;

    @Nested
    class a_directory_for_binaries {

        @Test
        void gets_them_once_however_many_ask_and_whatever_an_interrupted_one_left() throws Exception {
            Path tree = directory.resolve(BinariesArchive.forThisMachine().hash());
            Path partial = Files.createDirectory(directory.resolve(tree.getFileName() + ".partial"));
            Files.createFile(partial.resolve("bin"));

            Executor ownThread = task -> new Thread(task).start();
            CompletableFuture<Programs> one =
                    CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(directory), ownThread);
            CompletableFuture<Programs> other =
                    CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(directory), ownThread);

            assertThat(one.get().majorVersion()).isEqualTo("18");
            assertThat(other.get().majorVersion()).isEqualTo("18");
            assertThat(partial).doesNotExist();
            assertThat(Trial.mode(tree)).isEqualTo("rwx------");
            assertThat(Trial.mode(tree.resolve("bin/postgres"))).isEqualTo("rwx------");
            assertThat(Trial.mode(tree.resolve("share/postgresql/postgres.bki")))
                    .isEqualTo("rw-------");

            Path mark = Files.createFile(tree.resolve("mark"));
            PostgresBinaries.unpackedIn(directory);
            assertThat(mark).exists();
        }

        @Test
        void is_refused_when_another_user_could_have_filled_it() throws Exception {
            assumeTrue(PrivateFiles.currentUser() == 0, "only root can give a directory away");
            Path theirs = Files.createDirectory(directory.resolve("theirs"));
            Files.setAttribute(theirs, "unix:uid", 65534);

            assertThatThrownBy(() -> PostgresBinaries.unpackedIn(theirs))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("belongs to user 65534");
        }
    }
}
