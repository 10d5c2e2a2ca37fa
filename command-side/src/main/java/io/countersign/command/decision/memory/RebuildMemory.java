package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import java.util.Collection;
import java.util.List;

/** Rebuilds all of decision memory from the events while other commands wait. The result is the number of events. */
record RebuildMemory() implements LockingCommand {
    @Override
    public Collection<CommandLock> locks() {
        return List.of(CommandLock.MEMORY);
    }
}
