package io.countersign.platform.store;

/** The event at a position is missing or can't be decoded. A reader that needs every event must not continue past it. */
public final class UnreadableEvent extends RuntimeException {
    private final long position;

    private UnreadableEvent(long position, String message, Throwable cause) {
        super(message, cause);
        this.position = position;
    }

    public static UnreadableEvent missing(long position) {
        return new UnreadableEvent(position, "The event at position %s is missing".formatted(position), null);
    }

    /** @param why the end of a sentence that begins with the event's position and type */
    static UnreadableEvent at(long position, String type, String why, Throwable cause) {
        return new UnreadableEvent(position, "The event at position %s, %s, %s".formatted(position, type, why), cause);
    }

    public long position() {
        return position;
    }
}
