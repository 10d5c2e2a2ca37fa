package io.countersign.platform.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Identifies an event: by its aggregate and sequence number, or, if the aggregate is empty, by its position. */
public record EventReference(String aggregateIdentifier, long sequenceNumber) {
    /** The event at a position. */
    public static EventReference to(long position) {
        return new EventReference("", position);
    }

    /** The position; empty if the event is identified by its aggregate. */
    public Optional<Long> position() {
        return aggregateIdentifier.isEmpty() ? Optional.of(sequenceNumber) : Optional.empty();
    }

    /** The reference as a text, as it is stored with a command's answer. */
    public String token() {
        String text = sequenceNumber + "@" + aggregateIdentifier;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses a {@link #token}; empty if it is malformed. */
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
