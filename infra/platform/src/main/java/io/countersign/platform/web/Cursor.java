package io.countersign.platform.web;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A position in a list that is sorted by position, newest first. New entries don't move it. */
final class Cursor {
    private static final String UNKNOWN = "isn't one that this list returned";

    private Cursor() {}

    /** The cursor of the page that follows a row with this position. */
    static String after(long position) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The position that the cursor's page lies below.
     *
     * @throws IllegalArgumentException with the end of a sentence for the caller, if this is no cursor of ours
     */
    static long positionOf(String cursor) {
        byte[] bytes = decoded(cursor);
        long position = bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
        if (position <= 0 || !after(position).equals(cursor)) {
            throw new IllegalArgumentException(UNKNOWN);
        }
        return position;
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(UNKNOWN);
        }
    }
}
