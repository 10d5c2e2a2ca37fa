package io.countersign.query.projection;

import io.countersign.platform.store.UnreadableEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventProcessingException;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Remembers why each processor is stopped (an event could not be read or written) until it is past that position, here or on another node. Each change is logged in one line. Axon forgets a failure as soon as it releases the segment, long before it retries, and does not record failures to read.
 */
@Component
class ProjectionErrors {
    private static final Logger log = LoggerFactory.getLogger(ProjectionErrors.class);

    private final Map<String, Failure> last = new ConcurrentHashMap<>();

    /** The failure that stops a processor at this position. */
    Optional<Failure> at(String processor, long position) {
        Failure failure = last.get(processor);
        if (failure != null && position >= failure.position && last.remove(processor, failure)) {
            log.info("The projection {} goes on.", processor);
            return Optional.empty();
        }
        return Optional.ofNullable(failure);
    }

    boolean areNone() {
        return last.isEmpty();
    }

    /** Clears the failure of a processor that starts again. */
    void forget(String processor) {
        last.remove(processor);
    }

    /** An error handler that records the error and stops the processor. */
    ErrorHandler handlerOf(String processor) {
        return context -> {
            // Another node has taken over the projection: not a failure.
            if (!(context.error() instanceof UnableToClaimTokenException)) {
                record(
                        processor,
                        firstPosition(context),
                        "The events from position %s on can't be written",
                        context.error());
            }
            if (context.error() instanceof Error error) {
                // An Error would end Axon's thread.
                throw new EventProcessingException("A batch of %s failed".formatted(processor), error);
            }
            PropagatingErrorHandler.instance().handleError(context);
        };
    }

    /** Wraps the event source of a processor: while events cannot be read, it delivers none and records the failure. */
    StreamableMessageSource<TrackedEventMessage<?>> observed(
            String processor, StreamableMessageSource<TrackedEventMessage<?>> source) {
        return new ObservedEventSource(
                source,
                (position, failure) ->
                        record(processor, position, "The events from position %s on can't be read", failure));
    }

    /** @param fault describes the fault if the faulty event is not known */
    private void record(String processor, long position, String fault, Throwable error) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
        Failure now = unreadable(error)
                .map(event -> new Failure(event.position(), event.getMessage(), Instant.now()))
                .orElseGet(() -> new Failure(
                        position,
                        fault.formatted(position) + ": "
                                + Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
                        Instant.now()));
        Failure before = last.get(processor);
        if (before != null && before.position == now.position && before.message.equals(now.message)) {
            return;
        }
        last.put(processor, now);
        log.warn("The projection {} stops and tries again. {}", processor, now.message);
    }

    private static Optional<UnreadableEvent> unreadable(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableEvent event) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private static long firstPosition(ErrorContext context) {
        return context.failedEvents().stream()
                .map(event -> ((TrackedEventMessage<?>) event).trackingToken())
                .mapToLong(token -> token.position().orElseThrow())
                .min()
                .orElseThrow();
    }

    /**
     * @param position of the faulty event if known, otherwise of the first event of its batch
     * @param since    when it was first recorded
     */
    record Failure(long position, String message, Instant since) {
        boolean lastsFor(Duration duration) {
            return !since.plus(duration).isAfter(Instant.now());
        }
    }
}
