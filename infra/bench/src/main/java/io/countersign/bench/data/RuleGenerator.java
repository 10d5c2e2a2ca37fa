package io.countersign.bench.data;

import io.countersign.policy.Rule;
import io.countersign.policy.Rule.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Generates a rule book for the vendors of {@link TransactionGenerator}: 40% exact names, 40% globs (of which every fourth has a leading star),
 * 5% regular expressions, 10% texts of the memo and 5% category codes; a fifth have an amount or a department.
 */
public final class RuleGenerator {
    private RuleGenerator() {}

    public static List<Rule> of(int count) {
        return IntStream.range(0, count).mapToObj(RuleGenerator::rule).toList();
    }

    private static Rule rule(int number) {
        // Vendors in an order of their own, and past the last of them names that nobody has.
        int rank = number * 37 % TransactionGenerator.VENDORS;
        String vendor = TransactionGenerator.vendor(rank).toLowerCase(Locale.ROOT)
                + (number < TransactionGenerator.VENDORS ? "" : " " + number);
        int first = vendor.indexOf(' ');
        int kind = number % 20;
        if (kind < 8) {
            return rule(number, Type.VENDOR_EXACT, vendor);
        } else if (kind < 14) {
            return rule(number, Type.VENDOR_GLOB, vendor.substring(0, vendor.length() - 1) + "*");
        } else if (kind < 16) {
            return rule(number, Type.VENDOR_GLOB, "*" + vendor.substring(2) + (number % 40 < 20 ? "*" : ""));
        } else if (kind < 17) {
            return rule(number, Type.VENDOR_REGEX, regex(number, vendor, first));
        } else if (kind < 19) {
            return rule(number, Type.MEMO_CONTAINS, "card %04d".formatted(number));
        }
        return rule(number, Type.MCC, "%04d".formatted(number));
    }

    private static String regex(int number, String vendor, int first) {
        String name = vendor.substring(0, first);
        String rest = vendor.substring(first + 1);
        return switch (number / 20 % 3) {
            case 0 -> "^" + name + " (uk|" + rest + ")";
            case 1 -> name + "\\w* .*" + rest + "$";
            default -> "(?:" + rest + "|" + new StringBuilder(rest).reverse() + ")s?$";
        };
    }

    private static Rule rule(int number, Type type, String pattern) {
        BigDecimal min = number % 10 == 3 ? BigDecimal.TEN : null;
        String department = number % 10 == 7 ? "Sales" : null;
        return new Rule(
                "rule-" + number,
                type,
                pattern,
                "6%03d Made up".formatted(number % 40),
                50,
                new BigDecimal("0.97"),
                24,
                min,
                null,
                department,
                "imported",
                null);
    }

    /** The rules as YAML for the import. */
    public static String yaml(List<Rule> rules) {
        StringBuilder yaml = new StringBuilder("version: v1\nrules:\n");
        for (Rule rule : rules) {
            yaml.append("  - rule_id: ")
                    .append(rule.ruleId())
                    .append("\n    type: ")
                    .append(rule.type().wireName())
                    .append("\n    pattern: '")
                    .append(rule.pattern())
                    .append("'\n    account: ")
                    .append(rule.account())
                    .append("\n    priority: ")
                    .append(rule.priority())
                    .append("\n    confidence: ")
                    .append(rule.confidence().toPlainString())
                    .append("\n    evidence_count: ")
                    .append(rule.evidenceCount())
                    .append('\n');
            if (rule.amountMin() != null) {
                yaml.append("    amount_min: ")
                        .append(rule.amountMin().toPlainString())
                        .append('\n');
            }
            if (rule.department() != null) {
                yaml.append("    department: ").append(rule.department()).append('\n');
            }
        }
        return yaml.toString();
    }
}
