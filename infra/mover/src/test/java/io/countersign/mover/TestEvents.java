package io.countersign.mover;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Stored events for tests. */
final class TestEvents {
    static final String TYPE = "io.countersign.events.user.UserSignedIn";
    static final Instant TIME = Instant.parse("2026-01-05T10:11:12.123456Z");

    private TestEvents() {}

    static StoredEvent signedIn() {
        return withMetaData("{\"user_id\":\"u-1\",\"correlation_id\":\"Größe ✓ 𝄞\"}");
    }

    static StoredEvent withMetaData(String json) {
        return new StoredEvent(
                7,
                "e-7",
                "u-1",
                3,
                "User",
                TIME,
                TYPE,
                "1",
                utf8("{\"userId\":\"Zoë\"}"),
                json == null ? null : utf8(json));
    }

    static StoredEvent withoutTypeAndRevision() {
        return new StoredEvent(7, "e-7", "e-7", 0, null, TIME, TYPE, null, utf8("{}"), utf8("{}"));
    }

    static StoredEvent withPayload(byte[] payload) {
        return new StoredEvent(7, "e-7", "u-1", 3, "User", TIME, TYPE, "1", payload, utf8("{}"));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
