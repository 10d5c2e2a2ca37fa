package io.countersign.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.command.user.SignInAttemptCommand.RecordBlockedSignIn;
import io.countersign.command.user.SignInAttemptCommand.RecordFailedSignIns;
import io.countersign.events.user.SignInBlocked;
import io.countersign.events.user.SignInEvent;
import io.countersign.events.user.SignInFailed;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * An audit entry on failed sign-ins. It is an aggregate of its own, so that guessing doesn't lengthen a user's history.
 */
@Aggregate
class SignInAttempt {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private String id;

    SignInAttempt() {}

    static String idOf(SignInEvent event) {
        return "sign-in:" + event.attemptId();
    }

    @CommandHandler
    SignInAttempt(RecordFailedSignIns failures) {
        apply(failures.failed());
    }

    @CommandHandler
    SignInAttempt(RecordBlockedSignIn block) {
        apply(block.blocked());
    }

    @EventSourcingHandler
    void evolve(SignInFailed failed) {
        id = idOf(failed);
    }

    @EventSourcingHandler
    void evolve(SignInBlocked blocked) {
        id = idOf(blocked);
    }
}
