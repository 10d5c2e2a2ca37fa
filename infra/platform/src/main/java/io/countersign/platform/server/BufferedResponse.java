package io.countersign.platform.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Keeps an answer until it is complete, so that a client that reads slowly holds no thread. Answers that are streams go out
 * as they are written, and so does what finds no room in memory.
 */
final class BufferedResponse extends HttpServletResponseWrapper {
    private static final List<String> STREAM_TYPES = List.of("application/x-ndjson", "text/csv", "text/event-stream");
    /** Streams are read at the pace of what their client does with them, and while it is still sending not at all. */
    private static final Duration STREAM_PATIENCE = Duration.ofMinutes(10);

    private final ClientConnection connection;
    private final BufferMemory memory;
    private final FastByteArrayOutputStream kept = new FastByteArrayOutputStream();
    private ServletOutputStream out;
    private PrintWriter writer;
    private boolean direct;
    private boolean leftToErrorPage;

    BufferedResponse(HttpServletResponse response, ClientConnection connection, BufferMemory memory) {
        super(response);
        this.connection = connection;
        this.memory = memory;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            if (isStream()) {
                connection.setWriteTimeout(STREAM_PATIENCE);
                direct = true;
                out = super.getOutputStream();
            } else {
                out = new Output();
            }
        }
        return out;
    }

    private boolean isStream() {
        String type = getContentType();
        return type != null && STREAM_TYPES.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), getCharacterEncoding()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (direct || isStream()) {
            super.flushBuffer();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        leaveToErrorPage();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        leaveToErrorPage();
        super.sendError(status, message);
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        forget();
    }

    @Override
    public void reset() {
        super.reset();
        forget();
        out = null;
        writer = null;
    }

    private void leaveToErrorPage() {
        forget();
        leftToErrorPage = true;
    }

    boolean isLeftToErrorPage() {
        return leftToErrorPage;
    }

    private void forget() {
        memory.giveBack(kept.size());
        kept.reset();
    }

    /** The bytes that are still to be sent. */
    int size() {
        if (writer != null) {
            writer.flush();
        }
        return kept.size();
    }

    InputStream content() {
        return kept.getInputStream();
    }

    /** Sends what is kept on this thread. */
    void sendNow() throws IOException {
        if (size() > 0) {
            kept.writeTo(getResponse().getOutputStream());
        }
    }

    /** To be called once, when the answer is sent or lost. */
    void release() {
        memory.giveBack(kept.size());
    }

    private final class Output extends ServletOutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!direct && !memory.take(length)) {
                direct = true;
                kept.writeTo(getResponse().getOutputStream());
                forget();
            }
            if (direct) {
                getResponse().getOutputStream().write(bytes, offset, length);
            } else {
                kept.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            flushBuffer();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("The answer is kept until it is complete");
        }
    }
}
