package io.countersign.command.user;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import java.util.Collection;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command on one user. None holds a password or an e-mail address in the clear: commands may travel. */
sealed interface UserCommand extends LockingCommand
        permits CreateUser, RecordSignIn, SignOut, ChangePassword, AssignStaff, UnassignStaff, DeactivateUser {
    String userId();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return UserAccount.idOf(userId());
    }

    @Override
    default Collection<CommandLock> locks() {
        return List.of(CommandLock.user(userId()));
    }
}
