package io.countersign.command.decision.intake;

import io.countersign.platform.server.LongLivedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a streamed request. It reports how long the client has sent nothing. */
final class StreamInput extends InputStream {
    private final InputStream in;
    private volatile long arrived = System.nanoTime();
    private volatile boolean ended;

    StreamInput(LongLivedConnection connection) throws IOException {
        this.in = connection.body();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        arrived = System.nanoTime();
        return ended ? -1 : read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Whether nothing has come for so long. */
    boolean isSilentFor(Duration time) {
        return System.nanoTime() - arrived > time.toNanos();
    }

    /** What comes from here on is of no use to the stream. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /** Takes what still comes, so that the client can come to the end of its request and read the answer. */
    void discard() throws IOException {
        byte[] bytes = new byte[8_192];
        while (in.read(bytes) >= 0) {
            // Nobody wants it any more.
        }
    }
}
