package io.countersign.command.rules.mining;

/** How far the vendors of some labels, or their tenants, agree on an account. Made once, and asked about many. */
final class AccountAgreement {
    /** What is expected of one more, of which nothing is known. */
    private static final double UNKNOWN = 0.9;

    private final int[] memberOf;
    private final int[] accountOf;
    private final int[] count;
    private final int[] right;
    private final int[] present;
    private int members;

    /**
     * @param memberOf  for each label its vendor or tenant
     * @param accountOf for each label its account
     */
    AccountAgreement(int[] memberOf, int size, int[] accountOf) {
        this.memberOf = memberOf;
        this.accountOf = accountOf;
        this.count = new int[size];
        this.right = new int[size];
        this.present = new int[size];
    }

    /** All else is answered for these labels, until the next are asked about. */
    void ask(int[] labels, int account) {
        while (members > 0) {
            int member = present[--members];
            count[member] = 0;
            right[member] = 0;
        }
        for (int i : labels) {
            int member = memberOf[i];
            if (count[member]++ == 0) {
                present[members++] = member;
            }
            right[member] += accountOf[i] == account ? 1 : 0;
        }
    }

    /** How many vendors or tenants the labels have. */
    int members() {
        return members;
    }

    int count(int member) {
        return count[member];
    }

    /** How many of a member's labels name the account. */
    int right(int member) {
        return right[member];
    }

    /** The mean of the members' shares, whatever their sizes, and of one more that is unknown. */
    double share() {
        double shares = UNKNOWN;
        for (int i = 0; i < members; i++) {
            shares += (double) right[present[i]] / count[present[i]];
        }
        return shares / (members + 1);
    }
}
