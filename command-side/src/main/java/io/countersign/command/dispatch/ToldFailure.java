package io.countersign.command.dispatch;

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
 * Why a command failed, as one node tells another.
 *
 * @param sentence   what the failure says; of an aggregate that isn't there, its id
 * @param code       of a refusal; null otherwise
 * @param errors     as in a {@link Refusal}; null otherwise
 * @param retryAfter as in a {@link Refusal}; null otherwise
 */
record ToldFailure(
        Kind kind, String sentence, ErrorCode code, List<FieldError> errors, Duration retryAfter, boolean replayed) {
    private static final Logger log = LoggerFactory.getLogger(ToldFailure.class);

    enum Kind {
        REFUSED,
        NOT_FOUND,
        LOST_RACE,
        STORE_AWAY,
        FAULT
    }

    /** The failure in the form that goes to another node; one that came from there stays as it is. */
    static CommandExecutionException tellable(Throwable failure) {
        return failure instanceof CommandExecutionException told && in(told).isPresent()
                ? told
                : new CommandExecutionException(failure.getMessage(), failure, of(failure), false);
    }

    private static ToldFailure of(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return new ToldFailure(
                    Kind.REFUSED,
                    refusal.getMessage(),
                    refusal.code(),
                    refusal.errors(),
                    refusal.retryAfter(),
                    refusal.replayed());
        }
        if (failure instanceof AggregateNotFoundException none) {
            return new ToldFailure(Kind.NOT_FOUND, none.getAggregateIdentifier().toString(), null, null, null, false);
        }
        if (LostRace.is(failure)) {
            return new ToldFailure(Kind.LOST_RACE, failure.getMessage(), null, null, null, false);
        }
        if (StoreUnavailable.is(failure)) {
            return new ToldFailure(Kind.STORE_AWAY, failure.getMessage(), null, null, null, false);
        }
        log.error("A command failed", failure);
        return new ToldFailure(Kind.FAULT, failure.toString(), null, null, null, false);
    }

    static Optional<ToldFailure> in(RuntimeException failure) {
        return failure instanceof CommandExecutionException told ? told.getDetails() : Optional.empty();
    }

    /** What the handler threw, or the like of it. */
    RuntimeException again() {
        return switch (kind) {
            case REFUSED -> Refusal.told(code, sentence, errors, retryAfter, replayed);
            case NOT_FOUND -> new AggregateNotFoundException(sentence, "There is no " + sentence);
            case LOST_RACE -> new ConcurrencyException(sentence);
            case STORE_AWAY -> new StoreUnavailable(sentence, null);
            case FAULT -> new IllegalStateException("Handling failed: " + sentence);
        };
    }
}
