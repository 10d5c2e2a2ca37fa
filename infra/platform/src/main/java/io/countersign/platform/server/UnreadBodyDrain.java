package io.countersign.platform.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads on for a short while after a stream was answered before its end, until its client sends no more, and then closes
 * the connection: one that is closed while data comes in loses the answer that was sent on it.
 */
final class UnreadBodyDrain implements ReadListener, TransferWatch.Transfer {
    private static final Logger log = LoggerFactory.getLogger(UnreadBodyDrain.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final int PIECE = 8 * 1024;

    private final ClientConnection connection;
    private final AsyncContext async;
    private final ServletInputStream in;
    private final TransferWatch watch;
    private final long begun = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private long read;
    private volatile long lastRead = begun;

    UnreadBodyDrain(HttpServletRequest request, TransferWatch watch) throws IOException {
        this.connection = ClientConnection.of(request);
        this.async = request.startAsync();
        this.in = request.getInputStream();
        this.watch = watch;
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
            while (!ended.get() && in.isReady() && !in.isFinished()) {
                read += in.read(piece);
                lastRead = System.nanoTime();
                if (read > MOST_BYTES) {
                    end(true);
                }
            }
        } catch (IOException e) {
            log.debug("The rest of a body broke off: {}", e.toString());
        }
    }

    @Override
    public void onAllDataRead() {
        end(false);
    }

    @Override
    public void onError(Throwable failure) {
        watch.remove(this);
    }

    @Override
    public void endIfTooSlow() {
        long now = System.nanoTime();
        if (now - begun > PATIENCE_NANOS || now - lastRead > SILENCE_NANOS) {
            end(true);
        }
    }

    private void end(boolean unread) {
        if (ended.compareAndSet(false, true)) {
            watch.remove(this);
            if (unread) {
                connection.stopReading();
            }
            try {
                async.complete();
            } catch (IllegalStateException e) {
                log.debug("The client went away first: {}", e.toString());
            }
        }
    }
}
