package io.countersign.loader;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.client.Response;

/** Separates error responses into those that may be retried and final ones. */
final class ErrorResponses {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private ErrorResponses() {}

    /** Throws {@link RequestRefused} for a final response, and returns an exception for one that may be retried. */
    static IOException of(ApiCall call, Response head, String body) throws RequestRefused {
        int status = head.getStatus();
        String sentence = call + ": " + Problem.parse(body).sentence(status);
        var wait = retryAfter(head).filter(it -> it.compareTo(LONGEST_WAIT) <= 0);
        if (wait.isPresent() && (status == 503 || status == 429)) return new RetryLater(sentence, wait.get());
        if (status >= 500) return new IOException(sentence);
        throw new RequestRefused(status, sentence);
    }

    /** RFC 9110 §10.2.3 in seconds; the date form is not supported. */
    private static Optional<Duration> retryAfter(Response head) {
        String seconds = head.getHeaders().get("Retry-After");
        if (seconds == null || !seconds.matches("\\d{1,9}")) return Optional.empty();
        var wait = Duration.ofSeconds(Long.parseLong(seconds));
        return Optional.of(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
    }
}
