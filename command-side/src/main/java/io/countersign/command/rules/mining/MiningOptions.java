package io.countersign.command.rules.mining;

import java.math.BigDecimal;

/**
 * What the caller asks of mined rules.
 *
 * @param windowDays   labels older than this many days before the newest are left out; null for none
 * @param minSupport   how many labels a rule has to match, at least 1
 * @param minPrecision share of them that its account has to have, 0 to 1
 */
public record MiningOptions(Integer windowDays, int minSupport, BigDecimal minPrecision) {
    public static final MiningOptions DEFAULTS = new MiningOptions(null, 20, new BigDecimal("0.95"));
    private static final double LEAST_EXPECTED = 0.97;
    /** What of the wrong ones that the caller puts up with may be expected, for whom puts up with more. */
    private static final double WRONG_SHARE = 0.6;

    private static final int LEAST_GAIN = 5;

    public MiningOptions {
        if (windowDays != null && windowDays < 0) {
            throw new IllegalArgumentException("A window of %s days is none".formatted(windowDays));
        }
        if (minSupport < 1) {
            throw new IllegalArgumentException("A rule needs at least one label, not %s".formatted(minSupport));
        }
        if (minPrecision.signum() < 0 || minPrecision.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("A precision lies between 0 and 1, not at %s".formatted(minPrecision));
        }
    }

    boolean admit(int count, int right) {
        return count >= minSupport
                && BigDecimal.valueOf(right).compareTo(minPrecision.multiply(BigDecimal.valueOf(count))) >= 0;
    }

    /** Of the transactions that a rule matches next, this share has to be expected to be right. */
    double leastExpected() {
        return Math.min(LEAST_EXPECTED, 1 - WRONG_SHARE * (1 - minPrecision.doubleValue()));
    }

    /** So many labels must be better off with a rule than without it. */
    int leastGain() {
        return Math.min(LEAST_GAIN, minSupport);
    }
}
