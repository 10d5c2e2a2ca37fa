package io.countersign.query.dryrun;

import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which vendors rules can reach. */
final class VendorReach {
    private static final Set<Rule.Type> BY_VENDOR =
            Set.of(Rule.Type.VENDOR_EXACT, Rule.Type.VENDOR_GLOB, Rule.Type.VENDOR_REGEX);

    private VendorReach() {}

    /** Empty if one of the rules doesn't go by the vendor. */
    static Optional<Predicate<String>> of(List<Rule> rules) {
        if (!rules.stream().allMatch(rule -> BY_VENDOR.contains(rule.type()))) {
            return Optional.empty();
        }
        RuleMatcher matcher =
                RuleMatcher.compile("reach", 0, rules.stream().map(VendorReach::unconditional).toList());
        return Optional.of(vendor -> matcher.match(ofVendor(vendor)).isPresent());
    }

    private static Rule unconditional(Rule rule) {
        return new Rule(
                rule.ruleId(), rule.type(), rule.pattern(), rule.account(), rule.priority(), rule.confidence(),
                rule.evidenceCount(), null, null, null, rule.source(), rule.candidateId());
    }

    private static Transaction ofVendor(String vendor) {
        return new Transaction(
                new TxnId("any"), LocalDate.EPOCH, vendor, vendor, BigDecimal.ZERO, "XXX", null, null, null);
    }
}
