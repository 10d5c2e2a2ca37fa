package io.countersign.command.rules;

import io.countersign.command.decision.memory.DecisionMemory;
import io.countersign.command.dispatch.BeforeHandling;
import io.countersign.policy.TenantId;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Lets no decision that the book is for run beside a change of it: a tenant's book is locked by the tenant's row, the
 * firm's by its own, which every decision holds in share.
 */
@Component
class BookLock implements BeforeHandling {
    private final DecisionMemory memory;

    BookLock(DecisionMemory memory) {
        this.memory = memory;
    }

    @Override
    public void before(Object command) {
        if (command instanceof RuleBookCommand book) {
            if (book.scope().equals(TenantId.FIRM)) {
                memory.lockFirm();
            } else {
                TenantId tenant = new TenantId(book.scope());
                memory.mustExist(tenant);
                memory.lock(List.of(tenant));
            }
        }
    }
}
