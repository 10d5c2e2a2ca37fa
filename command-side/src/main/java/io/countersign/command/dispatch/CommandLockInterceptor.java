package io.countersign.command.dispatch;

import io.countersign.platform.security.Caller;
import io.countersign.policy.TenantId;
import java.util.SortedSet;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Takes a command's locks before it is handled; refuses one on a tenant that doesn't exist. */
class CommandLockInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final CommandLocks locks;
    private final MemorySync memory;

    CommandLockInterceptor(CommandLocks locks, MemorySync memory) {
        this.locks = locks;
        this.memory = memory;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        Object command = work.getMessage().getPayload();
        if (command instanceof TenantScoped scoped) {
            take(CommandLock.of(command), scoped.tenantId());
        } else {
            locks.take(CommandLock.of(command));
            memory.catchUp();
        }
        return chain.proceed();
    }

    private void take(SortedSet<CommandLock> wanted, TenantId tenant) {
        boolean exists = locks.take(wanted, tenant);
        if (memory.catchUp() && !exists) {
            exists = locks.take(wanted, tenant);
        }
        if (!exists) {
            throw Caller.unknown(tenant);
        }
    }
}
