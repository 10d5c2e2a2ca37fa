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
 * PostgreSQL's programs, unpacked from the class path into a directory that may serve many data directories, processes
 * and versions at once. A version is unpacked once, under its content's hash, and gets that name only when it is whole
 * and on disk: one that was cut short is never used.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * @throws EmbeddedPostgresException if there are no programs for this machine, or the directory belongs to another
     * user
     */
    static Programs unpackedIn(Path directory) {
        Path home = OwnerOnly.directory(directory);
        BinariesArchive archive = BinariesArchive.forThisMachine();
        Path tree = home.resolve(archive.hash());
        if (!Files.exists(tree)) {
            unpack(archive, tree);
        }
        return Programs.in(tree);
    }

    /**
     * One at a time: by the monitor in this process, by the file's lock among processes. Whoever comes second finds the
     * work done.
     */
    private static synchronized void unpack(BinariesArchive archive, Path tree) {
        Path partial = tree.resolveSibling(tree.getFileName() + ".partial");
        try (FileChannel channel =
                        FileChannel.open(tree.resolveSibling("lock"), Set.of(CREATE, WRITE), OwnerOnly.FILE);
                FileLock ignored = channel.lock()) {
            if (!Files.exists(tree)) {
                OwnerOnly.deleteTree(partial);
                archive.unpackInto(partial);
                OwnerOnly.forceTree(partial);
                OwnerOnly.move(partial, tree);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL can't be unpacked into " + tree, e);
        }
    }
}
