package io.countersign.command.user;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command on one user. None holds a password or an e-mail address in the clear: commands may travel. */
sealed interface UserCommand
        permits CreateUser, RecordSignIn, SignOut, ChangePassword, AssignStaff, UnassignStaff, DeactivateUser {
    String userId();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return UserAccount.idOf(userId());
    }
}
