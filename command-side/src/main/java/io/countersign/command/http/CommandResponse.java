package io.countersign.command.http;

import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.platform.web.ConsistencyHeader;
import org.springframework.http.ResponseEntity;

/** Starts the HTTP response to a command, with the headers that all these responses have. */
public final class CommandResponse {
    private CommandResponse() {}

    public static ResponseEntity.BodyBuilder ok(CommandAnswer<?> answer) {
        return status(200, answer);
    }

    public static ResponseEntity.BodyBuilder status(int status, CommandAnswer<?> answer) {
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(status);
        if (answer.consistency() != null) {
            builder.header(ConsistencyHeader.NAME, answer.consistency());
        }
        if (answer.replayed()) {
            builder.header("Idempotency-Replayed", "true");
        }
        return builder;
    }
}
