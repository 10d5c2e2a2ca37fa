package io.countersign.command.rules.mining;

/**
 * How likely the next transaction that a rule matches is one for its account. Plain precision flatters rules with few
 * labels, and those that were picked from many, so it is drawn towards what is known of the wider group that the labels
 * were taken from; labels weigh less as they age, and those of one day are hardly more than one.
 *
 * <p>A group of vendors will meet new ones, as often as it did, and of those no more is known than how far its vendors
 * agree. The firm's rules hold where a tenant's own book is silent, so they are judged on tenants that could not have such
 * a rule of their own, and drawn towards how far the tenants agree.
 */
final class ExpectedPrecision {
    /** How many days of labels the wider group's word is worth. */
    private static final double PRIOR_STRENGTH = 3;
    /** What is taken from the wider group's word where an amount range was picked to fit. */
    private static final double PICKED_RANGE = 0.5;

    private final LabelTable table;
    private final MiningOptions options;
    private final AccountAgreement vendors;
    private final AccountAgreement tenants;
    private final int[] dayStamps;
    private int stamp;

    ExpectedPrecision(LabelTable table, MiningOptions options) {
        this.table = table;
        this.options = options;
        this.vendors = new AccountAgreement(table.vendor, table.vendors.length, table.account);
        this.tenants = new AccountAgreement(table.tenant, table.tenants, table.account);
        this.dayStamps = new int[table.tenantDays];
    }

    /**
     * @param labels that a rule matches, at least one
     * @param prior  share of the account in the wider group, 0 to 1
     * @param picked whether a range of amounts was picked to fit
     */
    double of(int[] labels, int account, double prior, boolean picked) {
        double drawnTo = picked ? Math.max(0, prior - PICKED_RANGE) : prior;
        vendors.ask(labels, account);
        boolean isGroup = vendors.members() > 1;
        double agreed = vendors.share();
        double newcomers = (double) vendors.members() / labels.length;
        double expected = drawnTo(isGroup ? Math.min(drawnTo, agreed) : drawnTo, labels, account);
        return isGroup ? Math.min(expected, (1 - newcomers) * expected + newcomers * agreed) : expected;
    }

    private double drawnTo(double prior, int[] labels, int account) {
        Tally all = new Tally();
        for (int i : labels) {
            all.add(i, account);
        }
        double expected = all.drawnTo(prior);
        return table.tenants < 2 ? expected : Math.min(expected, elsewhere(labels, account, prior));
    }

    private double elsewhere(int[] labels, int account, double prior) {
        tenants.ask(labels, account);
        Tally rest = new Tally();
        for (int i : labels) {
            int tenant = table.tenant[i];
            if (!options.admit(tenants.count(tenant), tenants.right(tenant))) {
                rest.add(i, account);
            }
        }
        return rest.drawnTo(Math.min(prior, tenants.share()));
    }

    private final class Tally {
        private final int mark = ++stamp;
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
            days += dayStamps[day] == mark ? 0 : 1;
            dayStamps[day] = mark;
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
