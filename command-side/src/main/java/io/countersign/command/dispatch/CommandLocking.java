package io.countersign.command.dispatch;

import io.countersign.platform.security.Caller;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a command's locks before it is handled; refuses one on a tenant that doesn't exist. */
class CommandLocking implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final JdbcClient jdbc;
    private final CommandLocks locks;
    private final MemorySync memory;

    CommandLocking(JdbcClient jdbc, CommandLocks locks, MemorySync memory) {
        this.jdbc = jdbc;
        this.locks = locks;
        this.memory = memory;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        Object command = work.getMessage().getPayload();
        locks.take(CommandLock.of(command));
        memory.catchUp();
        if (command instanceof TenantScoped scoped) {
            mustExist(scoped);
        }
        return chain.proceed();
    }

    private void mustExist(TenantScoped command) {
        jdbc.sql("select tenant_id from command_side.tenant_memory where tenant_id = :tenant")
                .param("tenant", command.tenantId().value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> Caller.unknown(command.tenantId()));
    }
}
