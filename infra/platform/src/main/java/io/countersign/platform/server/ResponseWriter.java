package io.countersign.platform.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a complete answer as fast as the client takes it, without holding a thread meanwhile; too slow ones are cut off. */
final class ResponseWriter implements WriteListener, TransferWatch.Transfer {
    private static final Logger log = LoggerFactory.getLogger(ResponseWriter.class);
    private static final int PIECE = 32 * 1024;

    private final ClientConnection connection;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final BufferedResponse answer;
    private final InputStream content;
    private final TransferWatch watch;
    private final TransferRate rate = new TransferRate();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final byte[] piece = new byte[PIECE];
    private boolean flushed;
    private volatile long sent;

    ResponseWriter(HttpServletRequest request, BufferedResponse answer, TransferWatch watch) throws IOException {
        this.connection = ClientConnection.of(request);
        this.async = request.startAsync();
        this.out = answer.getResponse().getOutputStream();
        this.answer = answer;
        this.content = answer.content();
        this.watch = watch;
    }

    void start() {
        async.setTimeout(0);
        watch.add(this);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!ended.get() && out.isReady()) {
            int length = content.read(piece);
            if (length > 0) {
                out.write(piece, 0, length);
                sent += length;
            } else if (!flushed) {
                flushed = true;
                out.flush();
            } else {
                end();
                async.complete();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        log.debug("A client has gone before the end of its answer: {}", failure.toString());
        end();
    }

    @Override
    public void endIfTooSlow() {
        if (rate.isTooSlow(sent) && end()) {
            connection.close();
        }
    }

    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            watch.remove(this);
            answer.release();
        }
        return first;
    }
}
