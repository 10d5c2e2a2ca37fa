package io.countersign.query.metrics;

import io.countersign.policy.Action;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What people made of the decisions that they looked at, whether those had been posted or not: an approval says that the
 * account was right, a correction or a rejection that it wasn't.
 */
record Verdicts(List<Tally> all) {
    private static final int BINS = 10;

    /**
     * Of the decisions of one action, and of one bin of probabilities.
     *
     * @param bin          0 for [0, 0.1) to 9 for [0.9, 1]; negative where no account was decided
     * @param predicted    sum of the probabilities
     * @param squaredError sum of the squares of the probability, less 1 if approved
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

        /** How far what was foretold is from what came. */
        private BigDecimal gap() {
            return predicted.subtract(BigDecimal.valueOf(approved)).abs();
        }

        private Metrics.Bin named(String name) {
            return new Metrics.Bin(name, Share.of(predicted, verdicts), Share.of(approved, verdicts), verdicts);
        }
    }

    /** Of the auto-posted ones, the share that was approved; null without any. */
    BigDecimal autoPostAccuracy() {
        Tally posted = sum(tally -> tally.action().equals(Action.AUTO_POSTED.wireName()));
        return Share.of(posted.approved(), posted.verdicts());
    }

    /** Mean over those with an account; null without any. */
    BigDecimal brierScore() {
        Tally judged = sum(tally -> tally.bin() >= 0);
        return Share.of(judged.squaredError(), judged.verdicts());
    }

    /** Mean of the bins' gaps between predicted and observed, by their counts; null as the score is. */
    BigDecimal ece() {
        BigDecimal gaps =
                IntStream.range(0, BINS).mapToObj(this::bin).map(Tally::gap).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Share.of(gaps, sum(tally -> tally.bin() >= 0).verdicts());
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
