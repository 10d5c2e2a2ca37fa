package io.countersign.command.rules;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import io.countersign.events.rules.Candidate;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.policy.Rule;
import io.countersign.policy.TenantId;
import java.util.Collection;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of {@link RuleBook}. No decision that uses the book runs at the same time. */
public sealed interface RuleBookCommand extends LockingCommand {
    /** {@code firm} or a tenant's id. */
    String scope();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return RuleBook.idOf(scope());
    }

    @Override
    default Collection<CommandLock> locks() {
        return List.of(
                scope().equals(TenantId.FIRM) ? CommandLock.FIRM_BOOK : CommandLock.tenant(new TenantId(scope())));
    }

    /** Proposes a rule; refused while the same pattern is pending in its scope. The result is the candidate's id. */
    record ProposeCandidate(String scope, Candidate candidate) implements RuleBookCommand {}

    /** Proposes those of the mined candidates that the book still accepts; the result is a list of {@link ProposedCandidate}. */
    record ProposeMined(String scope, List<Candidate> candidates) implements RuleBookCommand {}

    /**
     * Adds a candidate's rule to the book.
     *
     * @param replace whether it may replace a rule with the same pattern and another account
     */
    record AcceptCandidate(String scope, String candidateId, boolean replace, String reason, ExpectedVersion expected)
            implements RuleBookCommand {}

    /** Rejects a candidate. */
    record RejectCandidate(String scope, String candidateId, String reason, ExpectedVersion expected)
            implements RuleBookCommand {}

    /** Restores the rules of an earlier version; version 0 is the empty book. */
    record RollBackRules(String scope, int toVersion, String reason, ExpectedVersion expected)
            implements RuleBookCommand {}

    /** Replaces all rules of the book. */
    record ImportRules(String scope, List<Rule> rules, ExpectedVersion expected) implements RuleBookCommand {}
}
