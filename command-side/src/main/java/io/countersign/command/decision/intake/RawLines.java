package io.countersign.command.decision.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a stream, numbered from 1, without their line ends (LF or CRLF). A line of more than {@value #LIMIT} bytes
 * is skipped and told as too long; memory stays bounded however long it is.
 */
final class RawLines {
    static final int LIMIT = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int end;
    private long number;

    RawLines(InputStream in) {
        this.in = in;
    }

    /** The next line that isn't blank; null at the end. */
    RawLine nextFilled() throws IOException {
        RawLine line = next();
        while (line != null && line.isBlank()) {
            line = next();
        }
        return line;
    }

    /** The next line; null at the end. */
    RawLine next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        boolean any = false;
        while (position < end || fill()) {
            any = true;
            int stop = lineEnd();
            int room = LIMIT + 1 - line.size();
            line.write(buffer, position, Math.min(room, stop - position));
            tooLong |= stop - position > room || line.size() > LIMIT + 1;
            boolean complete = stop < end;
            position = complete ? stop + 1 : end;
            if (complete) {
                return numbered(line, tooLong, true);
            }
        }
        return any ? numbered(line, tooLong, false) : null;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private int lineEnd() {
        int i = position;
        while (i < end && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private RawLine numbered(ByteArrayOutputStream line, boolean tooLong, boolean ended) {
        number++;
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return new RawLine(number, bytes, length, tooLong || length > LIMIT, ended);
    }

    /**
     * A line; its bytes are cut where it is too long.
     *
     * @param ended whether a line end follows; the last line of a stream need not have one
     */
    record RawLine(long number, byte[] bytes, int length, boolean tooLong, boolean ended) {
        /** The line as text; null if it isn't valid UTF-8. */
        String text() {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, length))
                        .toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }

        boolean isBlank() {
            for (int i = 0; i < length; i++) {
                if (bytes[i] != ' ' && bytes[i] != '\t') {
                    return false;
                }
            }
            return true;
        }
    }
}
