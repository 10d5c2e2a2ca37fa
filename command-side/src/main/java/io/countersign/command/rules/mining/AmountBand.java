package io.countersign.command.rules.mining;

/**
 * A range of neighbouring amounts.
 *
 * @param from of the labels sorted by amount, the first within
 * @param end  the first beyond
 */
record AmountBand(int from, int end) {
    /** One wrong label within costs as many right ones as lie outside for it. */
    private static final int WRONG_COSTS = 30;

    /** The band in which the account's labels outweigh the others by most; equal amounts are never parted. */
    static AmountBand around(int account, int[] byAmount, LabelTable table) {
        AmountBand best = new AmountBand(0, 0);
        long gainOfBest = 0;
        long gain = 0;
        int from = 0;
        for (int at = 0; at < byAmount.length; ) {
            if (gain <= 0) {
                gain = 0;
                from = at;
            }
            int amount = table.amount[byAmount[at]];
            for (; at < byAmount.length && table.amount[byAmount[at]] == amount; at++) {
                gain += table.account[byAmount[at]] == account ? 1 : -WRONG_COSTS;
            }
            if (gain > gainOfBest) {
                gainOfBest = gain;
                best = new AmountBand(from, at);
            }
        }
        return best;
    }

    boolean isAll(int[] byAmount) {
        return from == 0 && end == byAmount.length;
    }
}
