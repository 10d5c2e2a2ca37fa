package io.countersign.command.rules;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import io.countersign.policy.TenantId;
import java.util.Collection;
import java.util.List;

/** A command on one rule book. No decision that the book is for runs beside it. */
interface RuleBookCommand extends LockingCommand {
    /** {@code firm} or a tenant's id. */
    String scope();

    @Override
    default Collection<CommandLock> locks() {
        return List.of(
                scope().equals(TenantId.FIRM) ? CommandLock.FIRM_BOOK : CommandLock.tenant(new TenantId(scope())));
    }
}
