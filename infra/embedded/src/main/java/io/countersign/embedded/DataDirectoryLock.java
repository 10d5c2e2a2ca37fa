package io.countersign.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the only user of a data directory, until closed or until the process ends in whatever way. The file
 * says who holds it.
 *
 * <p>Linux drops a process's lock on a file when the process closes <em>any</em> descriptor of that file, so within one
 * process the file is opened only by whoever holds the directory's name in {@link #HELD}.
 */
final class DataDirectoryLock implements AutoCloseable {

    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private DataDirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @throws EmbeddedPostgresException if another process, or another part of this one, has it; says which and since
     * when
     */
    static DataDirectoryLock take(DataDirectory directory) {
        String us = "process %s since %s"
                .formatted(ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
        String holderHere = HELD.putIfAbsent(directory.lock(), us);
        if (holderHere != null) {
            throw inUse(directory, holderHere);
        }
        try {
            DataDirectoryLock lock = new DataDirectoryLock(directory.lock(), lock(directory));
            lock.sign(us);
            return lock;
        } catch (IOException e) {
            HELD.remove(directory.lock());
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            HELD.remove(directory.lock());
            throw e;
        }
    }

    private static FileChannel lock(DataDirectory directory) throws IOException {
        FileChannel channel = FileChannel.open(directory.lock(), Set.of(CREATE, READ, WRITE), OwnerOnly.FILE);
        if (channel.tryLock() == null) {
            String holder = content(channel);
            channel.close();
            throw inUse(directory, holder);
        }
        return channel;
    }

    /**
     * The file stays (were it deleted, two processes could hold two files of that name), and so does what it says, which
     * counts only while it is locked.
     */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }

    private void sign(String holder) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(holder), 0);
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        channel.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static EmbeddedPostgresException inUse(DataDirectory directory, String holder) {
        return new EmbeddedPostgresException("The data directory %s is in use by %s"
                .formatted(directory, holder.isEmpty() ? "another process" : holder));
    }
}
