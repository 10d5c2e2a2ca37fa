package io.countersign.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Unpacks the PostgreSQL programs from the class path into a directory that several data directories, processes and versions can share. A version is unpacked once, into a folder named by its hash. The folder gets this name only when it is complete and on disk, so an interrupted one is never used.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * @throws EmbeddedPostgresException if there are no programs for this machine, or the directory belongs to another
     * user
     */
    static Programs unpackedIn(Path directory) {
        Path home = PrivateFiles.directory(directory);
        BinariesArchive archive = BinariesArchive.forThisMachine();
        Path tree = home.resolve(archive.hash());
        if (!Files.exists(tree)) {
            unpack(archive, tree);
        }
        return Programs.in(tree);
    }

    /**
     * Runs once at a time: guarded by the monitor within this process and by a file lock between processes.
     */
    private static synchronized void unpack(BinariesArchive archive, Path tree) {
        Path partial = tree.resolveSibling(tree.getFileName() + ".partial");
        try (FileChannel channel =
                        FileChannel.open(tree.resolveSibling("lock"), Set.of(CREATE, WRITE), PrivateFiles.FILE);
                FileLock ignored = channel.lock()) {
            if (!Files.exists(tree)) {
                PrivateFiles.deleteTree(partial);
                archive.unpackInto(partial);
                PrivateFiles.forceTree(partial);
                PrivateFiles.move(partial, tree);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL can't be unpacked into " + tree, e);
        }
    }
}
