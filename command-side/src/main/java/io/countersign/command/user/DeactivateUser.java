package io.countersign.command.user;

import io.countersign.command.dispatch.CommandLock;
import java.util.Collection;
import java.util.List;

/** Locks a user out for good. */
record DeactivateUser(String userId) implements UserCommand {
    /** Of two owners who go at once, the second sees that the first has gone. */
    @Override
    public Collection<CommandLock> locks() {
        return List.of(CommandLock.users("owners"), CommandLock.user(userId));
    }
}
