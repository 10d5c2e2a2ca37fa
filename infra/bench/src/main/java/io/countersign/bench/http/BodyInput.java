package io.countersign.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response, chunked or of known length (RFC 9112 §6, §7.1). */
final class BodyInput extends InputStream {
    static final long CHUNKED = -1;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;
    private boolean begun;

    BodyInput(InputStream in, long length) {
        this.in = in;
        this.chunked = length == CHUNKED;
        this.left = chunked ? 0 : length;
        this.ended = length == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int n = in.read(bytes, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("The answer breaks off");
        }
        left -= n;
        ended = !chunked && left == 0;
        return n;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            Connection.line(in);
        }
        begun = true;
        left = Long.parseLong(Connection.line(in).split(";", 2)[0].strip(), 16);
        if (left == 0) {
            ended = true;
            while (!Connection.line(in).isEmpty()) {
                // A trailer; none is of interest.
            }
        }
    }
}
