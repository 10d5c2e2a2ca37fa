package io.countersign.platform.server;

import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Reads a request's body as it comes, without holding a thread between its pieces, and then lets the request go on. Keeps
 * one byte more than the limit, by which those who read the body see that it is too large, and drops what follows.
 */
final class BodyReader implements ReadListener, TransferWatch.Transfer {
    private static final Logger log = LoggerFactory.getLogger(BodyReader.class);
    private static final int PIECE = 8 * 1024;
    /** Up to here a body finds room in any case: commands of ordinary size go through while large ones fill the memory. */
    private static final int ALWAYS = 16 * 1024;
    /** After so much the client is told rather than listened to. */
    private static final long DROPPED = 16L * 1024 * 1024;

    private final HttpServletRequest request;
    private final AsyncContext async;
    private final ServletInputStream in;
    private final int kept;
    private final BufferMemory memory;
    private final TransferWatch watch;
    private final String path;
    private final TransferRate rate = new TransferRate();
    private final FastByteArrayOutputStream body = new FastByteArrayOutputStream();
    private final AtomicReference<Outcome> outcome = new AtomicReference<>();
    private volatile long read;
    private long taken;

    /** @param path where the request goes on */
    BodyReader(HttpServletRequest request, int limit, BufferMemory memory, TransferWatch watch, String path)
            throws IOException {
        this.request = request;
        this.async = request.startAsync();
        this.in = request.getInputStream();
        this.kept = limit + 1;
        this.memory = memory;
        this.watch = watch;
        this.path = path;
    }

    void start() {
        async.setTimeout(0);
        watch.add(this);
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() {
        byte[] piece = new byte[PIECE];
        try {
            while (outcome.get() == null && in.isReady() && !in.isFinished()) {
                int length = in.read(piece);
                if (length > 0) {
                    take(piece, length);
                }
            }
        } catch (IOException e) {
            log.debug("A body broke off: {}", e.toString());
            abandon();
            ClientConnection.of(request).breakOff();
        }
    }

    private void take(byte[] piece, int length) throws IOException {
        read += length;
        int wanted = Math.min(length, kept - body.size());
        if (wanted > 0) {
            if (body.size() + wanted > ALWAYS) {
                if (!memory.take(wanted)) {
                    end(Outcome.NO_ROOM);
                    return;
                }
                taken += wanted;
            }
            body.write(piece, 0, wanted);
        } else if (read > kept + DROPPED) {
            end(Outcome.READ);
        }
    }

    @Override
    public void onAllDataRead() {
        end(Outcome.READ);
    }

    @Override
    public void onError(Throwable failure) {
        log.debug("A client has gone within its body: {}", failure.toString());
        abandon();
    }

    private void abandon() {
        watch.remove(this);
        if (outcome.compareAndSet(null, Outcome.LOST)) {
            release();
        }
    }

    @Override
    public void endIfTooSlow() {
        if (rate.isTooSlow(read) && outcome.compareAndSet(null, Outcome.LOST)) {
            watch.remove(this);
            release();
            watch.execute(
                    () -> ClientConnection.of(request).refuse(ErrorCode.REQUEST_TIMEOUT, "The body came too slowly"));
        }
    }

    private void end(Outcome found) {
        if (outcome.compareAndSet(null, found)) {
            watch.remove(this);
            try {
                async.dispatch(path);
            } catch (IllegalStateException e) {
                log.debug("A client went away at the end of its body: {}", e.toString());
                release();
            }
        }
    }

    Outcome outcome() {
        return outcome.get();
    }

    /** As the server handed it out, without the wrapper of the second dispatch. */
    HttpServletRequest request() {
        return request;
    }

    /** What was kept of it. */
    InputStream body() {
        return body.getInputStream();
    }

    /** Gives back the memory; to be called once, when the request is answered. */
    void release() {
        memory.giveBack(taken);
    }

    /** How it ended. */
    enum Outcome {
        READ,
        /** The request doesn't go on. */
        LOST,
        NO_ROOM
    }
}
