package io.countersign.command.user;

import io.countersign.events.user.SignInBlocked;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Puts on record that no more attempts are looked at for a while. */
record RecordBlockedSignIn(SignInBlocked blocked) {
    @TargetAggregateIdentifier
    String aggregateId() {
        return SignInAttempt.idOf(blocked);
    }
}
