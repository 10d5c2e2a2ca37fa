package io.countersign.command.user;

import io.countersign.events.user.SignInFailed;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Puts attempts on record that didn't know the password. */
record RecordFailedSignIns(SignInFailed failed) {
    @TargetAggregateIdentifier
    String aggregateId() {
        return SignInAttempt.idOf(failed);
    }
}
