package io.countersign.query.metrics;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.util.List;

/**
 * The drift of a distribution, as its population stability index: the sum over all bins of (now − earlier) · ln(now ÷ earlier), where both are shares of at least {@value #MIN_SHARE}. Values below 0.1 usually count as small, above 0.25 as large.
 */
record Drift(List<Bin> bins) {
    /** With fewer decisions in either window there is no index. */
    static final int MIN_DECISIONS = 100;

    static final double MIN_SHARE = 0.0001;

    /** The number of decisions of a bin in the earlier and in the present window. */
    record Bin(long earlier, long now) {}

    /** The index, with six decimals. */
    BigDecimal psi() {
        long earlier = bins.stream().mapToLong(Bin::earlier).sum();
        long now = bins.stream().mapToLong(Bin::now).sum();
        double psi = 0;
        for (Bin bin : bins) {
            double before = Math.max((double) bin.earlier() / earlier, MIN_SHARE);
            double after = Math.max((double) bin.now() / now, MIN_SHARE);
            psi += (after - before) * Math.log(after / before);
        }
        return Decimals.rounded(BigDecimal.valueOf(psi));
    }
}
