package io.countersign.command.decision.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Answers that wait to be sent, in order: in memory, and in a temporary file past {@value #IN_MEMORY} bytes. A client may
 * write all of a long stream before it reads anything, and its answers must not hold up its questions.
 */
final class ResultSpool implements AutoCloseable {
    private static final int IN_MEMORY = 1 << 20;
    private static final int CHUNK = 64 * 1024;

    private final Deque<byte[]> memory = new ArrayDeque<>();
    private int inMemory;
    private FileChannel file;
    private long written;
    private long read;
    private boolean complete;
    private boolean abandoned;

    synchronized void append(byte[] bytes) throws IOException {
        if (abandoned) {
            throw new IOException("The client has gone");
        }
        if (written > read || inMemory + bytes.length > IN_MEMORY) {
            spill(bytes);
        } else {
            memory.add(bytes);
            inMemory += bytes.length;
        }
        notifyAll();
    }

    private void spill(byte[] bytes) throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("countersign-answers", null);
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            written += file.write(buffer, written);
        }
    }

    /** Says that nothing more is coming. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** Says that nobody is going to read any more: appending fails from here on. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return memory.isEmpty() && read == written;
    }

    /** The next bytes, after waiting for them; null when all were taken. */
    synchronized byte[] take() throws IOException, InterruptedException {
        while (memory.isEmpty() && read == written) {
            if (complete || abandoned) {
                return null;
            }
            wait();
        }
        if (!memory.isEmpty()) {
            byte[] bytes = memory.poll();
            inMemory -= bytes.length;
            return bytes;
        }
        return unspilled();
    }

    private byte[] unspilled() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, written - read));
        while (buffer.hasRemaining()) {
            int n = file.read(buffer, read);
            if (n < 0) {
                throw new IOException("The answers' temporary file is cut short");
            }
            read += n;
        }
        if (read == written) {
            file.truncate(0);
            read = 0;
            written = 0;
        }
        return buffer.array();
    }

    @Override
    public synchronized void close() throws IOException {
        abandon();
        if (file != null) {
            file.close();
        }
    }
}
