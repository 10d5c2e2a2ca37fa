package io.countersign.query.projection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * What stopped each processor, until it is past the place, here or on another node. Axon forgets it as soon as it lets go
 * of the segment, a moment after the failure and long before it tries again.
 */
@Component
class ProjectionErrors {
    private final Map<String, Failure> last = new ConcurrentHashMap<>();

    /** What stops a processor that has come as far as this position. */
    Optional<String> at(String processor, long position) {
        return Optional.ofNullable(last.get(processor))
                .filter(failure -> position < failure.position)
                .map(Failure::message);
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
                last.put(processor, Failure.of(context));
            }
            PropagatingErrorHandler.instance().handleError(context);
        };
    }

    /** @param position of the first event of the batch that failed */
    private record Failure(long position, String message) {
        private static Failure of(ErrorContext context) {
            long position = context.failedEvents().stream()
                    .map(event -> ((TrackedEventMessage<?>) event).trackingToken())
                    .mapToLong(token -> token.position().orElseThrow())
                    .min()
                    .orElseThrow();
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.error());
            return new Failure(position, cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
    }
}
