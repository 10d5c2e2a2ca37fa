package io.countersign.query.metrics;

import io.countersign.policy.Action;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The review results of decisions, whether or not these had been posted. An approval means that the account was right, a correction or rejection that it was wrong.
 */
record Verdicts(List<Tally> all) {
    private static final int BINS = 10;

    /**
     * The results for decisions of one action and one bin of confidence.
     *
     * @param bin          0 for [0, 0.1) to 9 for [0.9, 1]; negative if no account was decided
     * @param predicted    sum of the confidence values
     * @param squaredError sum of (p - y) squared, where y is 1 if approved and 0 otherwise
     */
    record Tally(String action, int bin, long verdicts, long approved, BigDecimal predicted, BigDecimal squaredError) {
        private static final Tally NONE = new Tally("", 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

        private Tally plus(Tally other) {
            return new Tally(
                    action,
                    bin,
                    verdicts + other.verdicts,
                    approved + other.approved,
                    predicted.add(other.predicted),
                    squaredError.add(other.squaredError));
        }

        /** The difference between predicted and actual approvals. */
        private BigDecimal gap() {
            return predicted.subtract(BigDecimal.valueOf(approved)).abs();
        }

        private Metrics.Bin named(String name) {
            return new Metrics.Bin(name, Ratio.of(predicted, verdicts), Ratio.of(approved, verdicts), verdicts);
        }
    }

    /** The share approved of the reviewed auto-posted decisions; null without any. */
    BigDecimal autoPostAccuracy() {
        Tally posted = sum(tally -> tally.action().equals(Action.AUTO_POSTED.wireName()));
        return Ratio.of(posted.approved(), posted.verdicts());
    }

    /** The mean over decisions with an account; null without any. */
    BigDecimal brierScore() {
        Tally judged = sum(tally -> tally.bin() >= 0);
        return Ratio.of(judged.squaredError(), judged.verdicts());
    }

    /** The mean difference between predicted and observed share, weighted by the number of decisions in each bin; null without any. */
    BigDecimal ece() {
        BigDecimal gaps =
                IntStream.range(0, BINS).mapToObj(this::bin).map(Tally::gap).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Ratio.of(gaps, sum(tally -> tally.bin() >= 0).verdicts());
    }

    List<Metrics.Bin> eceBins() {
        return IntStream.range(0, BINS)
                .mapToObj(number -> bin(number).named(name(number)))
                .toList();
    }

    /** Such as {@code 0.9-1.0}. */
    private static String name(int bin) {
        return "%s-%s".formatted(BigDecimal.valueOf(bin, 1), BigDecimal.valueOf(bin + 1L, 1));
    }

    private Tally bin(int number) {
        return sum(tally -> tally.bin() == number);
    }

    private Tally sum(Predicate<Tally> which) {
        return all.stream().filter(which).reduce(Tally::plus).orElse(Tally.NONE);
    }
}
