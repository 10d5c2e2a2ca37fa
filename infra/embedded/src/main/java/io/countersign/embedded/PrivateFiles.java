package io.countersign.embedded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Creates files and directories that only the current user can open, and writes them atomically. */
final class PrivateFiles {

    static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwx------");
    static final FileAttribute<Set<PosixFilePermission>> PROGRAM = mode("rwx------");
    static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

    private PrivateFiles() {}

    /** The effective user id of this process: proc(5), the second number of {@code Uid} in its status. */
    static int currentUser() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            String ids =
                    status.filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow();
            return Integer.parseInt(ids.split("\\s+")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the directory and its parents with mode 0700 if absent. */
    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory, DIRECTORY);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The directory %s can't be created: %s".formatted(directory, e), e);
        }
    }

    /**
     * Creates the directory, or removes the permissions of other users from an existing one.
     *
     * @throws EmbeddedPostgresException if it is a link or belongs to another user, who could replace its files
     */
    static Path directory(Path directory) {
        createDirectory(directory);
        try {
            int owner = (int) Files.getAttribute(directory, "unix:uid", NOFOLLOW_LINKS);
            if (!Files.isDirectory(directory, NOFOLLOW_LINKS) || owner != currentUser()) {
                throw new EmbeddedPostgresException(
                        "%s must be a directory that belongs to the user who starts the program; it belongs to user %s"
                                .formatted(directory, owner));
            }
            Files.setPosixFilePermissions(directory, DIRECTORY.value());
            return directory.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the content of the file atomically. */
    static void write(Path file, String content) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel channel = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), FILE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move(fresh, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renames a complete file or tree to its final name and syncs the directory. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE);
        force(to.getParent());
    }

    /**
     * Syncs a whole tree in one pass, because syncing each file when it is written would be much slower.
     */
    static void forceTree(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths.filter(path -> !Files.isSymbolicLink(path))::iterator) {
                force(path);
            }
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree, NOFOLLOW_LINKS)) {
            List<Path> deepestFirst;
            try (Stream<Path> paths = Files.walk(tree)) {
                deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }
}
