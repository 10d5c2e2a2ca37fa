package io.countersign.command.dispatch;

import io.countersign.platform.web.ConsistencyHeader;
import org.springframework.http.ResponseEntity;

/**
 * What a command came to.
 *
 * @param consistency token of the last event that it caused, or of the newest event if it caused none
 * @param replayed    whether this is what an earlier request with the same key was answered
 */
public record Answer<R>(R result, String consistency, boolean replayed) {
    /** The answer over HTTP, with the headers that every command's answer has. */
    public ResponseEntity.BodyBuilder status(int status) {
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(status);
        if (consistency != null) {
            builder.header(ConsistencyHeader.NAME, consistency);
        }
        if (replayed) {
            builder.header("Idempotency-Replayed", "true");
        }
        return builder;
    }

    public ResponseEntity.BodyBuilder ok() {
        return status(200);
    }
}
