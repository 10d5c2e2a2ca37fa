package io.countersign.standalone.support;

import java.util.List;

/** Transactions of a few vendors that rules, labels and amounts meet often, and with numbers at and beside every bound. */
public final class RandomTransactions {
    public static final List<String> ACCOUNTS = List.of("6000 Office", "6100 Software", "6200 Travel");
    static final List<String> DEPARTMENTS = List.of("sales", "ops");
    static final List<String> PROBABILITIES = List.of(
            "0", "0.799999", "0.8", "0.85", "0.899999", "0.9", "0.92", "0.95", "0.95", "0.98", "0.98", "0.999999", "1");
    private static final List<String> VENDORS = List.of(
            "Office Depot, Inc.",
            "OFFICE DEPOT #1234",
            "office depot",
            "Office Depot Café",
            "Depot of Offices Ltd",
            "Café Émoji ☕",
            "NETFLIX.COM",
            "Shell 0042 oil");

    private final SeededRandom chance;
    private final String prefix;
    private int number;

    public RandomTransactions(SeededRandom chance, String prefix) {
        this.chance = chance;
        this.prefix = prefix;
    }

    public Txn booked() {
        Txn txn = any().amount(usual()).with("account", chance.of(ACCOUNTS));
        return chance.oneIn(2) ? txn : txn.with("calibrated_p", new Txn.Raw(chance.of(PROBABILITIES)));
    }

    public Txn toDecide() {
        Txn txn = any().amount(chance.oneIn(5) ? chance.of("-10", "6", "13.5", "14") : usual());
        txn = chance.oneIn(4) ? txn : txn.with("proposal", proposal());
        return chance.oneIn(2) ? txn : txn.journal("100", chance.of("100", "100", "100.01", "99.99", "100.0101", "98"));
    }

    private Txn any() {
        Txn txn = Txn.named(prefix + ++number)
                .without("proposal")
                .with("date", "2026-0%d-1%d".formatted(chance.between(1, 9), chance.between(0, 9)))
                .vendor(chance.of(VENDORS))
                .with("currency", chance.oneIn(6) ? chance.of("EUR", "JPY") : "USD");
        txn = chance.oneIn(2) ? txn : txn.with("department", chance.of(DEPARTMENTS));
        txn = chance.oneIn(2) ? txn : txn.with("memo", chance.of("Card 4711", "INVOICE 12 of May", "card, invoice"));
        return chance.oneIn(2) ? txn : txn.with("mcc", chance.of("5943", "5411"));
    }

    private String usual() {
        return chance.of("9", "9.5", "9.99", "10", "10.0001", "11");
    }

    private Txn.Raw proposal() {
        String source = chance.of("rules", "ml", "llm", "llm");
        String cost = chance.oneIn(3) ? "" : ", \"llm_cost_usd\": " + chance.of("0", "0.000001", "0.25", "0.5");
        return new Txn.Raw("{\"account\": \"%s\", \"calibrated_p\": %s, \"source\": \"%s\"%s}"
                .formatted(chance.of(ACCOUNTS), chance.of(PROBABILITIES), source, cost));
    }
}
