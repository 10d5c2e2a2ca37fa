package io.countersign.loader;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.client.Response;

/** Sorts answers other than 2xx into those worth another attempt and those that stand. */
final class Refusals {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private Refusals() {}

    /** Throws {@link Refused} for what stands, and returns what may be tried again. */
    static IOException of(Call call, Response head, String body) throws Refused {
        int status = head.getStatus();
        String sentence = call + ": " + Problem.parse(body).sentence(status);
        var wait = retryAfter(head).filter(it -> it.compareTo(LONGEST_WAIT) <= 0);
        if (wait.isPresent() && (status == 503 || status == 429)) return new TryAgainLater(sentence, wait.get());
        if (status >= 500) return new IOException(sentence);
        throw new Refused(status, sentence);
    }

    /** RFC 9110 §10.2.3 in seconds; the form with a date is not understood. */
    private static Optional<Duration> retryAfter(Response head) {
        String seconds = head.getHeaders().get("Retry-After");
        if (seconds == null || !seconds.matches("\\d{1,9}")) return Optional.empty();
        var wait = Duration.ofSeconds(Long.parseLong(seconds));
        return Optional.of(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
    }
}
