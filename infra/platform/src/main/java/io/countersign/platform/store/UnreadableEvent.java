package io.countersign.platform.store;

/** The event at a position is missing or can't be read, so nobody who needs every event may go past it. */
public final class UnreadableEvent extends RuntimeException {
    private final long position;

    private UnreadableEvent(long position, String message, Throwable cause) {
        super(message, cause);
        this.position = position;
    }

    static UnreadableEvent missing(long position) {
        return new UnreadableEvent(position, "The event at position %s is missing".formatted(position), null);
    }

    /** @param why a part of a sentence that goes on after the event's type */
    static UnreadableEvent at(long position, String type, String why, Throwable cause) {
        return new UnreadableEvent(position, "The event at position %s, %s, %s".formatted(position, type, why), cause);
    }

    public long position() {
        return position;
    }
}
