package io.countersign.loader;

import java.io.IOException;
import java.time.Duration;

/** The service asks to retry later: 503 or 429 with {@code Retry-After}. */
final class RetryLater extends IOException {

    private final Duration after;

    RetryLater(String sentence, Duration after) {
        super(sentence);
        this.after = after;
    }

    Duration after() {
        return after;
    }
}
