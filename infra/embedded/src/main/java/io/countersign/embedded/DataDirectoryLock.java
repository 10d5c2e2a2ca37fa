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
 * An exclusive lock on a data directory, held until it is closed or the process ends. The lock file names the holder.
 *
 * <p>Linux drops a process's lock on a file when the process closes <em>any</em> descriptor of that file, so within one
 * process the file is opened only by the holder of the directory's entry in {@link #HELD}.
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
     * @throws EmbeddedPostgresException if another process, or another part of this one, holds the lock; the message names the holder and the time
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
        FileChannel channel = FileChannel.open(directory.lock(), Set.of(CREATE, READ, WRITE), PrivateFiles.FILE);
        if (channel.tryLock() == null) {
            String holder = content(channel);
            channel.close();
            throw inUse(directory, holder);
        }
        return channel;
    }

    /**
     * The file is not deleted, because otherwise two processes could lock two files of that name. Its content is valid only while it is locked.
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
