package io.countersign.command.rules.mining;

/**
 * How likely the next transaction that a rule matches is one for its account. Plain precision flatters rules with few
 * labels, and those that were picked from many, so it is drawn towards what is known of the wider group that the labels
 * were taken from; labels weigh less as they age, and those of one day are hardly more than one.
 *
 * <p>The firm's rules hold where a tenant's own book is silent. So they are judged on tenants that could not have such a
 * rule of their own, and drawn towards how far the tenants agree.
 */
final class Expectation {
    /** How many days of labels the wider group's word is worth. */
    private static final double PRIOR_STRENGTH = 3;
    /** What is taken from the wider group's word where an amount range was picked to fit. */
    private static final double PICKED_RANGE = 0.5;
    /** What a tenant is expected to do of which nothing is known. */
    private static final double UNKNOWN_TENANT = 0.9;

    private final LabelTable table;
    private final MiningOptions options;
    private final int[] dayStamps;
    private int stamp;

    Expectation(LabelTable table, MiningOptions options) {
        this.table = table;
        this.options = options;
        this.dayStamps = new int[table.tenantDays];
    }

    /** @param prior share of the account in the wider group, 0 to 1 */
    double of(int[] labels, int account, double prior, boolean byAmount) {
        double drawnTo = byAmount ? Math.max(0, prior - PICKED_RANGE) : prior;
        Tally all = new Tally();
        stamp++;
        for (int i : labels) {
            all.add(i, account);
        }
        double expected = all.drawnTo(drawnTo);
        return table.tenants < 2 ? expected : Math.min(expected, elsewhere(labels, account, drawnTo));
    }

    private double elsewhere(int[] labels, int account, double prior) {
        int[] count = new int[table.tenants];
        int[] right = new int[table.tenants];
        for (int i : labels) {
            count[table.tenant[i]]++;
            right[table.tenant[i]] += table.account[i] == account ? 1 : 0;
        }
        double agreement = UNKNOWN_TENANT;
        int tenants = 1;
        for (int t = 0; t < table.tenants; t++) {
            if (count[t] > 0) {
                agreement += (double) right[t] / count[t];
                tenants++;
            }
        }
        Tally rest = new Tally();
        stamp++;
        for (int i : labels) {
            int t = table.tenant[i];
            if (!options.admit(count[t], right[t])) {
                rest.add(i, account);
            }
        }
        return rest.drawnTo(Math.min(prior, agreement / tenants));
    }

    private final class Tally {
        private double weight;
        private double squares;
        private double right;
        private int days;

        void add(int label, int account) {
            double w = table.weight[label];
            weight += w;
            squares += w * w;
            right += table.account[label] == account ? w : 0;
            int day = table.tenantDay[label];
            days += dayStamps[day] == stamp ? 0 : 1;
            dayStamps[day] = stamp;
        }

        double drawnTo(double prior) {
            if (weight == 0) {
                return prior;
            }
            double effective = Math.min(weight * weight / squares, days);
            double wrong = (1 - right / weight) * effective;
            return 1 - (wrong + PRIOR_STRENGTH * (1 - prior)) / (effective + PRIOR_STRENGTH);
        }
    }
}
