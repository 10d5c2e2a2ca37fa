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
 * What stopped each processor, until it is past the place, here or on another node: events that it couldn't read, and those
 * that it couldn't write. A change of this is logged in one line. Axon itself forgets a failure as soon as it lets go of
 * the segment, long before it tries again, and knows nothing of a failure to read.
 */
@Component
class ProjectionErrors {
    private static final Logger log = LoggerFactory.getLogger(ProjectionErrors.class);

    private final Map<String, Failure> last = new ConcurrentHashMap<>();

    /** What stops a processor that has come as far as this position. */
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

    /** For a processor that begins anew. */
    void forget(String processor) {
        last.remove(processor);
    }

    /** Notes the error and lets it stop the processor. */
    ErrorHandler handlerOf(String processor) {
        return context -> {
            // That another node follows by now is no fault of the projection.
            if (!(context.error() instanceof UnableToClaimTokenException)) {
                note(
                        processor,
                        firstPosition(context),
                        "The events from position %s on can't be written",
                        context.error());
            }
            if (context.error() instanceof Error error) {
                // Axon's threads wouldn't survive it.
                throw new EventProcessingException("A batch of %s failed".formatted(processor), error);
            }
            PropagatingErrorHandler.instance().handleError(context);
        };
    }

    /** The same source, for one processor: where events can't be read it has none until they can. */
    StreamableMessageSource<TrackedEventMessage<?>> watched(
            String processor, StreamableMessageSource<TrackedEventMessage<?>> source) {
        return new WatchedSource(
                source,
                (position, failure) ->
                        note(processor, position, "The events from position %s on can't be read", failure));
    }

    /** @param fault what is wrong from a position on, unless the event at fault is known */
    private void note(String processor, long position, String fault, Throwable error) {
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
     * @param position of the event at fault as far as that is known, else of the first of its batch
     * @param since    when it was noted first
     */
    record Failure(long position, String message, Instant since) {
        boolean lastsFor(Duration duration) {
            return !since.plus(duration).isAfter(Instant.now());
        }
    }
}
