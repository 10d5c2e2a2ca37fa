package io.countersign.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/** A chunked request body (RFC 9112 §7.1), one for each write; closing ends the body and leaves the connection open. */
final class ChunkedOutput extends OutputStream {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final OutputStream out;

    ChunkedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            out.write("%x\r\n".formatted(length).getBytes(US_ASCII));
            out.write(bytes, offset, length);
            out.write(LINE_END);
        }
    }

    @Override
    public void close() throws IOException {
        out.write("0\r\n\r\n".getBytes(US_ASCII));
        out.flush();
    }
}
