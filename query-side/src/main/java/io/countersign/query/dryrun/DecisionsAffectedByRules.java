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

/** Finds the decisions that rules can match: by vendor, by merchant category code and by text in the memo. */
final class DecisionsAffectedByRules {
    /** If more than half of the vendors match, all decisions are evaluated, because a condition on vendors would not pay off. */
    private static final int FRACTION = 2;

    private final List<Rule> rules;

    private DecisionsAffectedByRules(List<Rule> rules) {
        this.rules = rules;
    }

    /** @param vendors the normalised names of all vendors; called only if a rule matches by vendor */
    static AffectedDecisions of(List<Rule> rules, Supplier<List<String>> vendors) {
        return new DecisionsAffectedByRules(rules).find(vendors);
    }

    private AffectedDecisions find(Supplier<List<String>> vendors) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        List<Rule> byVendor =
                rules.stream().filter(DecisionsAffectedByRules::isByVendor).toList();
        if (!byVendor.isEmpty()) {
            List<String> all = vendors.get();
            List<String> matchedVendors = matchedVendors(byVendor, all);
            if (matchedVendors.size() * FRACTION > all.size()) {
                return AffectedDecisions.ALL;
            }
            add("vendor_normalized = any (:vendors::text[])", "vendors", matchedVendors, conditions, values);
        }
        add("mcc = any (:mccs::text[])", "mccs", patterns(Rule.Type.MCC), conditions, values);
        // PostgreSQL lower-cases ASCII only here, so a memo with other letters counts as a possible match.
        add(
                "(lower(memo collate \"C\") like any (:memos::text[]) or octet_length(memo) <> length(memo))",
                "memos",
                patterns(Rule.Type.MEMO_CONTAINS).stream()
                        .map(SqlValues::containing)
                        .toList(),
                conditions,
                values);
        return conditions.isEmpty()
                ? AffectedDecisions.NONE
                : new AffectedDecisions("(" + String.join(" or ", conditions) + ")", values);
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

    private static List<String> matchedVendors(List<Rule> rules, List<String> vendors) {
        RuleMatcher matcher = RuleMatcher.compile(
                "find",
                0,
                rules.stream().map(DecisionsAffectedByRules::unconditional).toList());
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
