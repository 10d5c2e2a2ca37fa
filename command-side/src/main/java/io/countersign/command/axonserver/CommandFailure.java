package io.countersign.command.axonserver;

import io.countersign.platform.store.LostRace;
import io.countersign.platform.store.StoreUnavailable;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failure of a command in the form that is sent to another node.
 *
 * @param sentence   the failure's message; for a missing aggregate, its id
 * @param code       of a refusal; null otherwise
 * @param errors     as in a {@link Refusal}; null otherwise
 * @param retryAfter as in a {@link Refusal}; null otherwise
 */
record CommandFailure(
        Kind kind, String sentence, ErrorCode code, List<FieldError> errors, Duration retryAfter, boolean replayed) {
    private static final Logger log = LoggerFactory.getLogger(CommandFailure.class);

    enum Kind {
        REFUSED,
        NOT_FOUND,
        LOST_RACE,
        STORE_UNAVAILABLE,
        FAULT
    }

    /** Wraps a failure for another node; one that came from another node stays as it is. */
    static CommandExecutionException toRemote(Throwable failure) {
        return failure instanceof CommandExecutionException remote && in(remote).isPresent()
                ? remote
                : new CommandExecutionException(failure.getMessage(), failure, of(failure), false);
    }

    private static CommandFailure of(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return new CommandFailure(
                    Kind.REFUSED,
                    refusal.getMessage(),
                    refusal.code(),
                    refusal.errors(),
                    refusal.retryAfter(),
                    refusal.replayed());
        }
        if (failure instanceof AggregateNotFoundException none) {
            return new CommandFailure(
                    Kind.NOT_FOUND, none.getAggregateIdentifier().toString(), null, null, null, false);
        }
        if (LostRace.is(failure)) {
            return new CommandFailure(Kind.LOST_RACE, failure.getMessage(), null, null, null, false);
        }
        if (StoreUnavailable.is(failure)) {
            return new CommandFailure(Kind.STORE_UNAVAILABLE, failure.getMessage(), null, null, null, false);
        }
        log.error("A command failed", failure);
        return new CommandFailure(Kind.FAULT, failure.toString(), null, null, null, false);
    }

    static Optional<CommandFailure> in(RuntimeException failure) {
        return failure instanceof CommandExecutionException remote ? remote.getDetails() : Optional.empty();
    }

    /** The exception that the handler threw, or one of the same meaning. */
    RuntimeException toException() {
        return switch (kind) {
            case REFUSED -> Refusal.told(code, sentence, errors, retryAfter, replayed);
            case NOT_FOUND -> new AggregateNotFoundException(sentence, "There is no " + sentence);
            case LOST_RACE -> new ConcurrencyException(sentence);
            case STORE_UNAVAILABLE -> new StoreUnavailable(sentence, null);
            case FAULT -> new IllegalStateException("Handling failed: " + sentence);
        };
    }
}
