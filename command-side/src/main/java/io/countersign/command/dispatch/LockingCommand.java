package io.countersign.command.dispatch;

import java.util.Collection;

/** A command that must not run beside others which need the same. A {@link TenantScoped} one holds its tenant besides. */
public interface LockingCommand {
    /** Taken before the command's handler runs, and held until its transaction ends. */
    Collection<CommandLock> locks();
}
