package io.countersign.platform.start;

/** The program refuses to start with its configuration; the message says what to set. */
public final class StartRefused extends IllegalStateException {
    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
