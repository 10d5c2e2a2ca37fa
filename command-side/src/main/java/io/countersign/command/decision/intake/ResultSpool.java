package io.countersign.command.decision.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A queue of results that wait to be sent: in memory, and beyond {@value #IN_MEMORY} bytes in a temporary file. A client may
 * send a whole stream before it reads any result, and must not be blocked by its results. The file is a ring buffer, so its
 * size is bounded.
 */
final class ResultSpool implements AutoCloseable {
    private static final int IN_MEMORY = 1 << 20;
    private static final int CHUNK = 8 * 1024;

    private final Room room;
    private final Deque<byte[]> memory = new ArrayDeque<>();
    private int inMemory;
    private FileChannel file;
    private long written;
    private long read;
    private byte[] last;
    private boolean complete;
    private boolean abandoned;

    ResultSpool(Room room) {
        this.room = room;
    }

    /** How many bytes may wait on disk, of one stream and of all that share this. */
    static final class Room {
        private final long ofOne;
        private final long ofAll;
        private final AtomicLong taken = new AtomicLong();

        Room(long ofOne, long ofAll) {
            this.ofOne = ofOne;
            this.ofAll = ofAll;
        }

        private boolean take(long bytes) {
            if (taken.addAndGet(bytes) <= ofAll) {
                return true;
            }
            give(bytes);
            return false;
        }

        private void give(long bytes) {
            taken.addAndGet(-bytes);
        }
    }

    /** False, with nothing appended, if there is no room. */
    synchronized boolean append(byte[] bytes) throws IOException {
        mustBeRead();
        if (written == read && inMemory + bytes.length <= IN_MEMORY) {
            memory.add(bytes);
            inMemory += bytes.length;
        } else if (written - read + bytes.length <= room.ofOne && room.take(bytes.length)) {
            spill(ByteBuffer.wrap(bytes));
        } else {
            return false;
        }
        notifyAll();
        return true;
    }

    private void mustBeRead() throws IOException {
        if (abandoned) {
            throw new IOException("The client has gone");
        }
    }

    private void spill(ByteBuffer bytes) throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("countersign-answers", null);
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        int end = bytes.limit();
        while (bytes.position() < end) {
            long at = written % room.ofOne;
            bytes.limit((int) Math.min(end, bytes.position() + room.ofOne - at));
            written += file.write(bytes, at);
        }
    }

    /** Appends the last bytes, for which there is always room, and says that nothing more is coming. */
    synchronized void complete(byte[] bytes) throws IOException {
        mustBeRead();
        last = bytes;
        complete = true;
        notifyAll();
    }

    /** Says that nobody is going to read any more: appending fails from here on. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return memory.isEmpty() && read == written && last == null;
    }

    /** The next bytes, after waiting for them; null when all were taken, and as soon as nobody is going to read any more. */
    synchronized byte[] take() throws IOException, InterruptedException {
        while (isEmpty() && !complete && !abandoned) {
            wait();
        }
        if (abandoned) {
            return null;
        }
        if (!memory.isEmpty()) {
            byte[] bytes = memory.poll();
            inMemory -= bytes.length;
            return bytes;
        }
        if (read < written) {
            return unspilled();
        }
        byte[] bytes = last;
        last = null;
        return bytes;
    }

    private byte[] unspilled() throws IOException {
        long at = read % room.ofOne;
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, Math.min(written - read, room.ofOne - at)));
        while (buffer.hasRemaining()) {
            int n = file.read(buffer, at + buffer.position());
            if (n < 0) {
                throw new IOException("The answers' temporary file is cut short");
            }
        }
        read += buffer.capacity();
        room.give(buffer.capacity());
        return buffer.array();
    }

    @Override
    public synchronized void close() throws IOException {
        abandon();
        room.give(written - read);
        read = written;
        if (file != null) {
            file.close();
        }
    }
}
