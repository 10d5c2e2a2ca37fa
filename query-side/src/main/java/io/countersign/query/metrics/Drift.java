package io.countersign.query.metrics;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.util.List;

/**
 * How much a distribution has moved, as the population stability index: the sum over bins of (now − earlier) · ln(now ÷
 * earlier), with the bins' shares, none of which counts as less than {@value #LEAST_SHARE}. Below 0.1 is usually held to be
 * little, above 0.25 much.
 */
record Drift(List<Bin> bins) {
    /** With fewer decisions on either side no index is told. */
    static final int LEAST = 100;

    static final double LEAST_SHARE = 0.0001;

    /** How many decisions of a bin there were in the earlier window, and are in this one. */
    record Bin(long earlier, long now) {}

    /** With six decimals. */
    BigDecimal psi() {
        long earlier = bins.stream().mapToLong(Bin::earlier).sum();
        long now = bins.stream().mapToLong(Bin::now).sum();
        double psi = 0;
        for (Bin bin : bins) {
            double before = Math.max((double) bin.earlier() / earlier, LEAST_SHARE);
            double after = Math.max((double) bin.now() / now, LEAST_SHARE);
            psi += (after - before) * Math.log(after / before);
        }
        return Decimals.rounded(BigDecimal.valueOf(psi));
    }
}
