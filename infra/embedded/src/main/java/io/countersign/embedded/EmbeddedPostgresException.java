package io.countersign.embedded;

/** The embedded PostgreSQL cannot run. The message is a sentence for the user who started the program. */
public final class EmbeddedPostgresException extends RuntimeException {

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
