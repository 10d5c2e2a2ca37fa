package io.countersign.standalone.support;

import io.countersign.policy.Rule;
import io.countersign.policy.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings, rules of every type and books of them, for the transactions of {@link RandomTransactions}. */
public final class RandomRules {
    private static final Map<Rule.Type, List<String>> PATTERNS = new TreeMap<>(Map.of(
            Rule.Type.VENDOR_EXACT, List.of("office depot", "cafe emoji", "netflixcom", "shell", "nobody"),
            Rule.Type.VENDOR_GLOB, List.of("office*", "*depot", "o*cafe", "shell*", "*e*o*"),
            Rule.Type.VENDOR_REGEX, List.of("^office", "depot|emoji", "s[he]+ll?", "x[.]com|flix"),
            Rule.Type.MEMO_CONTAINS, List.of("card", "invoice 12", "of may"),
            Rule.Type.MCC, List.of("5943", "5411")));

    private final SeededRandom chance;

    public RandomRules(SeededRandom chance) {
        this.chance = chance;
    }

    public Settings settings() {
        return new Settings(
                !chance.oneIn(5),
                new BigDecimal(chance.of("0.8", "0.8", "0.85", "0.9", "0.9", "0.92", "0.9501", "0.98")),
                new BigDecimal(chance.of("0", "0.5", "1", "1.25", "2", "100")),
                chance.of(0, 0, 0, 1, 2, 3));
    }

    /** At most eight rules, of all priorities. */
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        int count = chance.between(0, 8);
        for (int i = 0; i < count; i++) {
            rules.add(rule("%s%d".formatted(chance.of("a", "r", "z"), i), chance.of(10, 50, 50, 100, 100), "imported"));
        }
        return rules;
    }

    /** As it would be in a book, but for its id. */
    public Rule candidate() {
        return rule("", Rule.PROMOTED_PRIORITY, "promoted");
    }

    private Rule rule(String id, int priority, String source) {
        Rule.Type type = chance.of(List.copyOf(PATTERNS.keySet()));
        return new Rule(
                id,
                type,
                chance.of(PATTERNS.get(type)),
                chance.of(RandomTransactions.ACCOUNTS),
                priority,
                new BigDecimal(chance.of(RandomTransactions.PROBABILITIES)),
                chance.of(0, 1, 2, 3, 24),
                chance.oneIn(4) ? new BigDecimal(chance.of("-10", "9.5", "10", "10.0001")) : null,
                chance.oneIn(4) ? new BigDecimal(chance.of("10.0001", "11", "14")) : null,
                chance.oneIn(4) ? chance.of(RandomTransactions.DEPARTMENTS) : null,
                source,
                null);
    }
}
