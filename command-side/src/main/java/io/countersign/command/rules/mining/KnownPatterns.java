package io.countersign.command.rules.mining;

import io.countersign.events.rules.Candidate;
import io.countersign.policy.Rule;
import io.countersign.policy.SamePattern;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a scope has made of patterns: which it has in its book or before it, and which it turned down, on what evidence. */
public final class KnownPatterns {
    private static final BigDecimal GROWN_BY_HALF = new BigDecimal("1.5");

    private final Set<SamePattern> standing = new HashSet<>();
    private final Map<SamePattern, Integer> turnedDown = new HashMap<>();

    /** The rule is in the book, or its candidate is pending. */
    public void stands(Rule rule) {
        standing.add(pattern(rule));
    }

    /** The candidate was rejected, or its rule went out of the book again. */
    public void isTurnedDown(Candidate candidate) {
        turnedDown.merge(pattern(candidate.rule()), candidate.evidence().count(), Math::max);
    }

    /** Whether it may be proposed: nothing like it stands, and if it was turned down, its evidence has grown by half since. */
    public boolean welcome(Candidate candidate) {
        SamePattern pattern = pattern(candidate.rule());
        return !stand(pattern) && !ruleOut(pattern, candidate.evidence().count());
    }

    boolean stand(SamePattern pattern) {
        return standing.contains(pattern);
    }

    /** Whether it was turned down, and these are less than half as many labels again. */
    boolean ruleOut(SamePattern pattern, int labels) {
        Integer then = turnedDown.get(pattern);
        return then != null
                && !stand(pattern)
                && BigDecimal.valueOf(labels).compareTo(GROWN_BY_HALF.multiply(BigDecimal.valueOf(then))) < 0;
    }

    /** Outer spaces of a department mean nothing to the matcher. */
    private static SamePattern pattern(Rule rule) {
        String department = rule.department() == null ? null : rule.department().strip();
        return new SamePattern(rule.type(), rule.pattern(), rule.amountMin(), rule.amountMax(), department);
    }
}
