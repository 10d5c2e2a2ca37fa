package io.countersign.loader;

import java.io.IOException;
import java.time.Duration;

/** The service can't answer now and says when it may: 503 or 429 with {@code Retry-After}. */
final class TryAgainLater extends IOException {

    private final Duration after;

    TryAgainLater(String sentence, Duration after) {
        super(sentence);
        this.after = after;
    }

    Duration after() {
        return after;
    }
}
