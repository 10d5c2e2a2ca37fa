package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import java.util.Collection;
import java.util.List;

/** Writes all memory anew from the events. Other commands wait; comes to how many events there were. */
record RebuildMemory() implements LockingCommand {
    @Override
    public Collection<CommandLock> locks() {
        return List.of(CommandLock.MEMORY);
    }
}
