package io.countersign.command.dispatch;

import java.util.Collection;

/** A command that takes locks. A {@link TenantScoped} command also locks its tenant. */
public interface LockingCommand {
    /** Taken before the command's handler runs, and held until its transaction ends. */
    Collection<CommandLock> locks();
}
