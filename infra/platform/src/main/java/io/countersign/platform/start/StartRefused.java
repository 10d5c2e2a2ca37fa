package io.countersign.platform.start;

/** The program doesn't start with such a configuration; the message is a sentence that tells what to set. */
public final class StartRefused extends IllegalStateException {
    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
