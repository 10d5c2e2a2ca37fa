package io.countersign.platform.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Names one event by what is unique about it: its aggregate and its number there, or, with an empty aggregate, its position
 * where it has one from the beginning.
 */
public record EventReference(String aggregateIdentifier, long sequenceNumber) {
    /** The event at a position. */
    public static EventReference to(long position) {
        return new EventReference("", position);
    }

    /** The position that is named; empty if an aggregate's event is. */
    public Optional<Long> position() {
        return aggregateIdentifier.isEmpty() ? Optional.of(sequenceNumber) : Optional.empty();
    }

    /** The event in one text, as it is kept with an answer. */
    public String token() {
        String text = sequenceNumber + "@" + aggregateIdentifier;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The reference that a text stands for; empty if it is none. */
    public static Optional<EventReference> from(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int at = text.indexOf('@');
            return at < 1
                    ? Optional.empty()
                    : Optional.of(new EventReference(text.substring(at + 1), Long.parseLong(text.substring(0, at))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
