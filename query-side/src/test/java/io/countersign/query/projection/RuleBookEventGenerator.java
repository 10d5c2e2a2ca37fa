package io.countersign.query.projection;

import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.policy.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.axonframework.eventhandling.DomainEventMessage;

/** Generates realistic events of one rule book. */
final class RuleBookEventGenerator {
    private final String scope;
    private final Random random;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<List<Rule>> versions = new ArrayList<>(List.of(List.of()));
    private final Map<String, Rule> rules = new TreeMap<>();
    private long number;

    RuleBookEventGenerator(String scope, long seed) {
        this.scope = scope;
        this.random = new Random(seed);
    }

    DomainEventMessage<?> next() {
        Candidate candidate = candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
        Object event = candidate == null
                ? proposed()
                : switch (random.nextInt(8)) {
                    case 0, 1, 2 -> isInBook(candidate) ? proposed() : promoted(candidate);
                    case 3 -> new CandidateRejected(scope, candidate.candidateId(), "no");
                    case 4 -> rolledBack(random.nextInt(versions.size()));
                    case 5 -> imported();
                    default -> proposed();
                };
        return QueryProgram.event("rulebook:" + scope, number++, event);
    }

    private boolean isInBook(Candidate candidate) {
        return rules.values().stream().anyMatch(rule -> candidate.candidateId().equals(rule.candidateId()));
    }

    private CandidateProposed proposed() {
        boolean bare = random.nextBoolean();
        Candidate candidate = new Candidate(
                "%s-%s".formatted(scope, candidates.size()),
                Rule.Type.VENDOR_GLOB,
                "vendor " + random.nextInt(9) + "*",
                "6100",
                bare ? null : new BigDecimal("-7.5"),
                null,
                bare ? null : "Sales",
                new Candidate.Evidence(24, new BigDecimal("0.96"), bare ? null : new BigDecimal("0.01")),
                bare ? null : "Twenty-three of twenty-four.");
        candidates.add(candidate);
        return new CandidateProposed(scope, candidate);
    }

    /** Now and then another rule goes for it. */
    private RulePromoted promoted(Candidate candidate) {
        List<String> replaced =
                rules.keySet().stream().filter(id -> random.nextInt(6) == 0).toList();
        replaced.forEach(rules::remove);
        rules.put(candidate.rule().ruleId(), candidate.rule());
        return new RulePromoted(scope, nextVersion(), candidate.candidateId(), candidate.rule(), replaced, "good");
    }

    private RulesRolledBack rolledBack(int version) {
        become(versions.get(version));
        return new RulesRolledBack(scope, nextVersion(), version, versions.get(versions.size() - 1), null);
    }

    /** Some rules as they were, some with another priority, and one that only has the id of a candidate's rule. */
    private RulesImported imported() {
        List<Rule> some = new ArrayList<>(
                rules.values().stream().filter(rule -> random.nextBoolean()).toList());
        some.replaceAll(rule -> random.nextBoolean() ? rule : with(rule, random.nextInt(200), rule.candidateId()));
        some.add(with(candidates.get(0).rule(), 7, null));
        become(some);
        return new RulesImported(scope, nextVersion(), versions.get(versions.size() - 1));
    }

    private static Rule with(Rule rule, int priority, String candidateId) {
        return new Rule(
                rule.ruleId(),
                rule.type(),
                rule.pattern(),
                rule.account(),
                priority,
                rule.confidence(),
                rule.evidenceCount(),
                rule.amountMin(),
                rule.amountMax(),
                rule.department(),
                rule.source(),
                candidateId);
    }

    private void become(List<Rule> all) {
        rules.clear();
        all.forEach(rule -> rules.put(rule.ruleId(), rule));
    }

    private int nextVersion() {
        versions.add(List.copyOf(rules.values()));
        return versions.size() - 1;
    }
}
