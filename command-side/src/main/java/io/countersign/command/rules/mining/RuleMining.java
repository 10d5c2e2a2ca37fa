package io.countersign.command.rules.mining;

import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.Candidate.Evidence;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.Decimals;
import io.countersign.policy.SamePattern;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds rules in the labels of one scope: a tenant's, or all tenants' for the firm. Pure: equal labels, in whatever
 * order, and equal known patterns give equal candidates. The evidence is plain: of all labels that match a rule's pattern
 * and conditions, how many there are and how many name its account. Which of the rules that meet the options are
 * proposed is decided more strictly, by {@link ExpectedPrecision} and {@link RuleSelection}.
 *
 * <p>Labels in, say, 500,000 take seconds, not minutes, in one thread.
 */
public final class RuleMining {
    private final Supplier<String> candidateIds;

    /** @param candidateIds gives an identifier that no candidate has yet */
    public RuleMining(Supplier<String> candidateIds) {
        this.candidateIds = candidateIds;
    }

    /**
     * Proposes nothing that is known already: no pattern in the book or pending, and none that was rejected unless its
     * labels have grown by half since.
     */
    public MiningResult mine(LabelColumns labels, KnownPatterns known, MiningOptions options) {
        LabelTable table = LabelTable.of(labels, options.windowDays());
        List<Finding> worthy = new ArrayList<>();
        GroupSearch search = new GroupSearch(table, options, finding -> {
            if (finding.expected() >= options.leastExpected()
                    && !known.ruleOut(pattern(finding, table), finding.count())) {
                worthy.add(finding);
            }
        });
        VendorGroups.of(table, options.minSupport()).forEach(search::search);

        List<Candidate> proposed = RuleSelection.of(worthy, table, options.leastGain()).stream()
                .filter(finding -> !known.stand(pattern(finding, table)))
                .sorted(Comparator.comparingInt(Finding::count).reversed())
                .map(finding -> candidate(finding, table))
                .toList();
        return new MiningResult(proposed, table.size());
    }

    private Candidate candidate(Finding finding, LabelTable table) {
        return new Candidate(
                candidateIds.get(),
                finding.group().type(),
                finding.group().pattern(),
                table.accounts[finding.account()],
                finding.amountMin(),
                finding.amountMax(),
                finding.byDepartment() ? table.departments[finding.department()] : null,
                evidence(finding, table),
                MiningExplanation.of(finding, table));
    }

    private static Evidence evidence(Finding finding, LabelTable table) {
        int count = 0;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int i : finding.labels()) {
            BigDecimal p = table.calibratedP(i);
            if (p != null) {
                count++;
                sum = sum.add(p);
                squares = squares.add(p.multiply(p));
            }
        }
        BigDecimal precision =
                BigDecimal.valueOf(finding.right()).divide(BigDecimal.valueOf(finding.count()), MathContext.DECIMAL64);
        return new Evidence(
                finding.count(),
                Decimals.rounded(precision),
                AmountStatistics.of(count, sum, squares).standardDeviation());
    }

    private static SamePattern pattern(Finding finding, LabelTable table) {
        return new SamePattern(
                finding.group().type(),
                finding.group().pattern(),
                finding.amountMin(),
                finding.amountMax(),
                finding.byDepartment() ? table.departments[finding.department()] : null);
    }
}
