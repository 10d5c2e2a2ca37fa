package io.countersign.embedded;

/** The embedded PostgreSQL can't run; the message is a sentence for the person who started the program. */
public final class EmbeddedPostgresException extends RuntimeException {

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
