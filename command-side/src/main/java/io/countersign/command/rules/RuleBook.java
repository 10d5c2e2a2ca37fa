package io.countersign.command.rules;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.countersign.command.dispatch.SnapshotConfiguration;
import io.countersign.command.rules.RuleBookCommand.AcceptCandidate;
import io.countersign.command.rules.RuleBookCommand.ImportRules;
import io.countersign.command.rules.RuleBookCommand.ProposeCandidate;
import io.countersign.command.rules.RuleBookCommand.ProposeMined;
import io.countersign.command.rules.RuleBookCommand.RejectCandidate;
import io.countersign.command.rules.RuleBookCommand.RollBackRules;
import io.countersign.command.rules.mining.KnownPatterns;
import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.NameForm;
import io.countersign.policy.Rule;
import io.countersign.policy.SamePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * The rules of one scope, and the candidates for them. Versions have no holes, and a candidate comes into the book once,
 * however many try at once.
 */
@Aggregate(snapshotTriggerDefinition = SnapshotConfiguration.EVERY_HUNDRED, cache = SnapshotConfiguration.WHILE_FRESH)
@Revision("3")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class RuleBook {
    @AggregateIdentifier
    private String id;

    private int version;
    /** By rule id, also when it comes from a snapshot: whether rules are the same is seen by going through both in order. */
    private TreeMap<String, Rule> rules = new TreeMap<>();

    private Map<String, Candidate> candidates = new LinkedHashMap<>();
    private Map<String, CandidateStatus> statuses = new LinkedHashMap<>();
    /** By version, the event from which on its rules and those after it can be replayed: one that holds all, or the first. */
    private TreeMap<Integer, Long> replayFrom = new TreeMap<>();

    private transient Instant proposedAt;

    static String idOf(String scope) {
        return "rulebook:" + scope;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    String decide(ProposeCandidate propose) {
        Candidate candidate = propose.candidate();
        if (statuses.containsKey(candidate.candidateId())) {
            return candidate.candidateId();
        }
        SamePattern pattern = SamePattern.of(candidate.rule());
        candidates.values().stream()
                .filter(other -> statuses.get(other.candidateId()) == CandidateStatus.PENDING)
                .filter(other -> SamePattern.of(other.rule()).equals(pattern))
                .findFirst()
                .ifPresent(other -> {
                    throw ErrorCode.CANDIDATE_PENDING.because("Candidate %s with the pattern %s is pending already"
                            .formatted(other.candidateId(), other.pattern()));
                });
        apply(new CandidateProposed(propose.scope(), candidate));
        return candidate.candidateId();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    List<ProposedCandidate> decide(ProposeMined mined) {
        KnownPatterns known = PatternHistory.known(rules.values(), candidates.values(), statuses);
        List<ProposedCandidate> proposed = new ArrayList<>();
        for (Candidate candidate : mined.candidates()) {
            if (known.welcome(candidate)) {
                apply(new CandidateProposed(mined.scope(), candidate));
                proposed.add(new ProposedCandidate(candidate, proposedAt));
            }
        }
        return proposed;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    RuleBookChange decide(AcceptCandidate accept) {
        Candidate candidate = candidate(accept.candidateId());
        if (isInBook(candidate)) {
            return RuleBookChange.unchanged(version);
        }
        accept.expected().mustMatch(version, "The rule book of %s".formatted(accept.scope()));
        if (statuses.get(candidate.candidateId()) == CandidateStatus.REJECTED) {
            throw ErrorCode.CANDIDATE_REJECTED.because("Candidate %s was rejected".formatted(candidate.candidateId()));
        }
        List<Rule> same = rules.values().stream()
                .filter(rule -> SamePattern.of(rule).equals(SamePattern.of(candidate.rule())))
                .toList();
        if (!accept.replace() && same.stream().anyMatch(rule -> !NameForm.same(rule.account(), candidate.account()))) {
            Rule other = same.get(0);
            throw ErrorCode.RULE_EXISTS.because("Rule %s books %s to %s; accept with replace to put %s in its place"
                    .formatted(other.ruleId(), other.pattern(), other.account(), candidate.account()));
        }
        int before = version;
        apply(new RulePromoted(
                accept.scope(),
                before + 1,
                candidate.candidateId(),
                candidate.rule(),
                same.stream().map(Rule::ruleId).toList(),
                accept.reason()));
        return new RuleBookChange(version, before, null, false);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    RuleBookChange decide(RejectCandidate reject) {
        Candidate candidate = candidate(reject.candidateId());
        if (statuses.get(candidate.candidateId()) == CandidateStatus.REJECTED && !isInBook(candidate)) {
            return RuleBookChange.unchanged(version);
        }
        reject.expected().mustMatch(version, "The rule book of %s".formatted(reject.scope()));
        if (isInBook(candidate)) {
            throw ErrorCode.CANDIDATE_ACCEPTED.because(
                    "Candidate %s is in the book; roll back to take its rule out".formatted(candidate.candidateId()));
        }
        apply(new CandidateRejected(reject.scope(), candidate.candidateId(), reject.reason()));
        return new RuleBookChange(version, version, null, false);
    }

    /** The old rules come from the book's own past events. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    RuleBookChange decide(RollBackRules rollBack, VersionHistory past) {
        rollBack.expected().mustMatch(version, "The rule book of %s".formatted(rollBack.scope()));
        int target = rollBack.toVersion();
        if (target < 0 || target > version) {
            throw ErrorCode.VERSION_NOT_FOUND.because("The rule book of %s has no version v%s; its newest is v%s"
                    .formatted(rollBack.scope(), target, version));
        }
        List<Rule> restored = target == 0
                ? List.of()
                : past.at(id, target, replayFrom.floorEntry(target).getValue());
        if (restored.equals(new ArrayList<>(rules.values()))) {
            return RuleBookChange.unchanged(version);
        }
        int before = version;
        apply(new RulesRolledBack(rollBack.scope(), before + 1, target, restored, rollBack.reason()));
        return new RuleBookChange(version, before, target, false);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    RuleBookChange decide(ImportRules imported) {
        imported.expected().mustMatch(version, "The rule book of %s".formatted(imported.scope()));
        Map<String, Rule> wanted = new TreeMap<>();
        imported.rules().forEach(rule -> wanted.put(rule.ruleId(), rule));
        if (wanted.equals(rules)) {
            return RuleBookChange.unchanged(version);
        }
        int before = version;
        apply(new RulesImported(imported.scope(), before + 1, List.copyOf(wanted.values())));
        return new RuleBookChange(version, before, null, false);
    }

    private Candidate candidate(String candidateId) {
        Candidate candidate = candidates.get(candidateId);
        if (candidate == null) {
            throw ErrorCode.CANDIDATE_NOT_FOUND.because("There is no candidate %s".formatted(candidateId));
        }
        return candidate;
    }

    private boolean isInBook(Candidate candidate) {
        return rules.values().stream().anyMatch(rule -> candidate.candidateId().equals(rule.candidateId()));
    }

    @EventSourcingHandler
    void evolve(CandidateProposed proposed, @Timestamp Instant at) {
        id = idOf(proposed.scope());
        proposedAt = at;
        candidates.put(proposed.candidate().candidateId(), unexplained(proposed.candidate()));
        statuses.put(proposed.candidate().candidateId(), CandidateStatus.PENDING);
    }

    /** Nothing is decided by the explanation, and it would be most of a snapshot. */
    private static Candidate unexplained(Candidate it) {
        return new Candidate(
                it.candidateId(),
                it.type(),
                it.pattern(),
                it.account(),
                it.amountMin(),
                it.amountMax(),
                it.department(),
                it.evidence(),
                null);
    }

    @EventSourcingHandler
    void evolve(CandidateRejected rejected) {
        statuses.put(rejected.candidateId(), CandidateStatus.REJECTED);
    }

    @EventSourcingHandler
    void evolve(RulePromoted promoted, @SequenceNumber long number) {
        version = promoted.version();
        if (replayFrom.isEmpty()) {
            replayFrom.put(version, number);
        }
        promoted.replaced().forEach(rules::remove);
        rules.put(promoted.rule().ruleId(), promoted.rule());
        statuses.put(promoted.candidateId(), CandidateStatus.ACCEPTED);
    }

    @EventSourcingHandler
    void evolve(RulesRolledBack rolledBack, @SequenceNumber long number) {
        become(rolledBack.version(), rolledBack.rules(), number);
    }

    @EventSourcingHandler
    void evolve(RulesImported imported, @SequenceNumber long number) {
        id = idOf(imported.scope());
        become(imported.version(), imported.rules(), number);
    }

    private void become(int newVersion, List<Rule> newRules, long number) {
        version = newVersion;
        replayFrom.put(version, number);
        rules = new TreeMap<>();
        newRules.forEach(rule -> {
            rules.put(rule.ruleId(), rule);
            statuses.replace(rule.candidateId(), CandidateStatus.PENDING, CandidateStatus.ACCEPTED);
        });
    }
}
