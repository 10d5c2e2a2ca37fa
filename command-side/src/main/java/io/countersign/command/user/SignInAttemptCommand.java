package io.countersign.command.user;

import io.countersign.events.user.SignInBlocked;
import io.countersign.events.user.SignInFailed;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of {@link SignInAttempt}. */
sealed interface SignInAttemptCommand {
    @TargetAggregateIdentifier
    String aggregateId();

    /** Records sign-ins with a wrong password. */
    record RecordFailedSignIns(SignInFailed failed) implements SignInAttemptCommand {
        @Override
        public String aggregateId() {
            return SignInAttempt.idOf(failed);
        }
    }

    /** Records that sign-ins are refused for a while. */
    record RecordBlockedSignIn(SignInBlocked blocked) implements SignInAttemptCommand {
        @Override
        public String aggregateId() {
            return SignInAttempt.idOf(blocked);
        }
    }
}
