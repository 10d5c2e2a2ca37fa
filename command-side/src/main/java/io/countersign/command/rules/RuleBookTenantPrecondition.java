package io.countersign.command.rules;

import io.countersign.command.decision.memory.DecisionMemory;
import io.countersign.command.dispatch.CommandPrecondition;
import io.countersign.policy.TenantId;
import org.springframework.stereotype.Component;

/** Refuses a command on the rule book of a tenant that doesn't exist. */
@Component
class RuleBookTenantPrecondition implements CommandPrecondition {
    private final DecisionMemory memory;

    RuleBookTenantPrecondition(DecisionMemory memory) {
        this.memory = memory;
    }

    @Override
    public void before(Object command) {
        if (command instanceof RuleBookCommand book && !book.scope().equals(TenantId.FIRM)) {
            memory.mustExist(new TenantId(book.scope()));
        }
    }
}
