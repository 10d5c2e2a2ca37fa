package io.countersign.command.dispatch;

import io.countersign.platform.security.Caller;
import io.countersign.policy.TenantId;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds the tenant until the command's transaction ends; refuses a tenant that doesn't exist. */
class TenantLock implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final JdbcClient jdbc;
    private final CommandTurns turns;

    TenantLock(JdbcClient jdbc, CommandTurns turns) {
        this.jdbc = jdbc;
        this.turns = turns;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        if (work.getMessage().getPayload() instanceof TenantScoped command) {
            lock(command.tenantId());
        }
        return chain.proceed();
    }

    private void lock(TenantId tenant) {
        turns.take("tenant", List.of(tenant.value()));
        jdbc.sql("select tenant_id from command_side.tenant_memory where tenant_id = :tenant " + turns.rows("for update"))
                .param("tenant", tenant.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> Caller.unknown(tenant));
    }
}
