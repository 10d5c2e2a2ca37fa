package io.countersign.query.dryrun;

import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.query.sql.SqlValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Finds out which decisions rules can reach: those of vendors, of category codes and with texts in the memo. */
final class RuleReach {
    /** Of so many vendors one must be out of reach for it to be worth looking for the others'. */
    private static final int SOME = 2;

    private final List<Rule> rules;

    private RuleReach(List<Rule> rules) {
        this.rules = rules;
    }

    /** @param vendors every normalised vendor that there is; asked only where rules go by it */
    static Reach of(List<Rule> rules, Supplier<List<String>> vendors) {
        return new RuleReach(rules).reach(vendors);
    }

    private Reach reach(Supplier<List<String>> vendors) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        List<Rule> byVendor = rules.stream().filter(RuleReach::isByVendor).toList();
        if (!byVendor.isEmpty()) {
            List<String> all = vendors.get();
            List<String> reached = reached(byVendor, all);
            if (reached.size() * SOME > all.size()) {
                return Reach.EVERYWHERE;
            }
            add("vendor_normalized = any (:vendors::text[])", "vendors", reached, conditions, values);
        }
        add("mcc = any (:mccs::text[])", "mccs", patterns(Rule.Type.MCC), conditions, values);
        // Lower case is that of ASCII here: a memo with any other letter may hold every text.
        add(
                "(lower(memo collate \"C\") like any (:memos::text[]) or octet_length(memo) <> length(memo))",
                "memos",
                patterns(Rule.Type.MEMO_CONTAINS).stream()
                        .map(SqlValues::containing)
                        .toList(),
                conditions,
                values);
        return conditions.isEmpty() ? Reach.NOWHERE : new Reach("(" + String.join(" or ", conditions) + ")", values);
    }

    private static void add(
            String condition, String name, List<String> values, List<String> conditions, Map<String, Object> all) {
        if (!values.isEmpty()) {
            conditions.add(condition);
            all.put(name, values.toArray(String[]::new));
        }
    }

    private List<String> patterns(Rule.Type type) {
        return rules.stream()
                .filter(rule -> rule.type() == type)
                .map(Rule::pattern)
                .distinct()
                .toList();
    }

    private static boolean isByVendor(Rule rule) {
        return rule.type() != Rule.Type.MCC && rule.type() != Rule.Type.MEMO_CONTAINS;
    }

    private static List<String> reached(List<Rule> rules, List<String> vendors) {
        RuleMatcher matcher = RuleMatcher.compile(
                "reach", 0, rules.stream().map(RuleReach::unconditional).toList());
        return vendors.stream()
                .filter(vendor -> matcher.match(ofVendor(vendor)).isPresent())
                .toList();
    }

    private static Rule unconditional(Rule rule) {
        return new Rule(
                rule.ruleId(),
                rule.type(),
                rule.pattern(),
                rule.account(),
                rule.priority(),
                rule.confidence(),
                rule.evidenceCount(),
                null,
                null,
                null,
                rule.source(),
                rule.candidateId());
    }

    private static Transaction ofVendor(String vendor) {
        return new Transaction(
                new TxnId("any"), LocalDate.EPOCH, vendor, vendor, BigDecimal.ZERO, "XXX", null, null, null);
    }
}
