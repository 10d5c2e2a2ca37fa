package io.countersign.command.decision.memory;

import io.countersign.policy.AmountStatistics;
import java.math.BigDecimal;

/** Exact sums over amounts, from which mean and deviation follow. */
record AmountSums(long count, BigDecimal sum, BigDecimal sumOfSquares) {
    static final AmountSums NONE = new AmountSums(0, BigDecimal.ZERO, BigDecimal.ZERO);

    AmountSums plus(BigDecimal amount) {
        return new AmountSums(count + 1, sum.add(amount), sumOfSquares.add(amount.multiply(amount)));
    }

    AmountStatistics statistics() {
        return AmountStatistics.of(count, sum, sumOfSquares);
    }
}
