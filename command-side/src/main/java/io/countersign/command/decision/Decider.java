package io.countersign.command.decision;

import io.countersign.command.decision.memory.BatchMemory;
import io.countersign.command.decision.memory.DecisionMemory;
import io.countersign.command.decision.memory.MemoryLookup;
import io.countersign.command.decision.memory.RuleBookMemory;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.platform.store.FirstEvents;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.stereotype.Component;

/** Decides transactions, many in one unit of work, each seeing those before it. */
@Component
class Decider {
    private final DecisionMemory memory;
    private final RuleBookMemory bookMemory;
    private final FirstEvents events;
    private final EventBus bus;

    Decider(DecisionMemory memory, RuleBookMemory bookMemory, FirstEvents events, EventBus bus) {
        this.memory = memory;
        this.bookMemory = bookMemory;
        this.events = events;
        this.bus = bus;
    }

    @CommandHandler
    TransactionResults decide(DecideTransactions command) {
        List<Submission> submissions = command.submissions();
        Map<TenantId, Settings> tenants =
                memory.settings(submissions.stream().map(Submission::tenantId).collect(Collectors.toSet()));
        Map<String, RuleMatcher> books = bookMemory.matchers(tenants.keySet());
        BatchMemory recollection = memory.recall(submissions.stream()
                .map(s -> new MemoryLookup(s.tenantId(), s.transaction()))
                .toList());
        NewDecisions decisions = NewDecisions.knownOf(
                submissions.stream().map(Submission::decisionId).toList(), events);

        List<TransactionResult> results = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            Settings settings = tenants.get(submission.tenantId());
            results.add(
                    settings == null
                            ? unknownTenant(
                                    submission.tenantId(),
                                    submission.transaction().txnId().value())
                            : result(
                                    submission,
                                    DecisionContext.of(submission.tenantId(), settings, books),
                                    recollection,
                                    decisions));
        }
        decisions.publish(bus);
        return new TransactionResults(results);
    }

    private TransactionResult result(
            Submission submission, DecisionContext inForce, BatchMemory recollection, NewDecisions decisions) {
        Object first = decisions.find(submission.decisionId());
        if (first != null) {
            return repeated(submission, first);
        }
        Instant now = GenericEventMessage.clock.instant();
        DecisionInputs inputs = inputs(submission, inForce, recollection, now);
        TransactionDecided decided =
                new TransactionDecided(submission.tenantId(), inputs, DecisionPolicy.decide(inputs));
        decisions.begin(submission.decisionId(), decided, now);
        recollection.decided(submission.tenantId(), submission.transaction(), submission.proposal(), now);
        return TransactionResult.decided(decided, ResultStatus.DECIDED);
    }

    private static DecisionInputs inputs(
            Submission submission, DecisionContext inForce, BatchMemory recollection, Instant now) {
        TenantId tenant = submission.tenantId();
        return new DecisionInputs(
                submission.transaction(),
                submission.proposal(),
                submission.journal(),
                inForce.settings(),
                recollection.newestLabels(tenant, submission.transaction()),
                recollection.spend(tenant, now),
                recollection.amounts(tenant, submission.transaction()),
                inForce.books().firm().version(),
                inForce.books().tenant().version(),
                inForce.books().match(submission.transaction()));
    }

    private static TransactionResult repeated(Submission submission, Object first) {
        String txnId = submission.transaction().txnId().value();
        if (!(first instanceof TransactionDecided decided)) {
            return TransactionResult.conflict(
                    txnId, "Transaction %s was imported as people had booked it".formatted(txnId));
        }
        return submission.isSameAs(decided.inputs())
                ? TransactionResult.decided(decided, ResultStatus.DUPLICATE)
                : TransactionResult.conflict(
                        txnId, "Transaction %s was decided before with other content".formatted(txnId));
    }

    static TransactionResult unknownTenant(TenantId tenant, String txnId) {
        return TransactionResult.invalid(
                txnId, ErrorCode.TENANT_NOT_FOUND.wireName(), "There is no tenant %s".formatted(tenant));
    }
}
