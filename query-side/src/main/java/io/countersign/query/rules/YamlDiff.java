package io.countersign.query.rules;

import io.countersign.policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The difference between two versions of a rule book, as lines of YAML; equal rules are left out.
 *
 * @param lines of the first {@value #SHOWN} rules that differ
 * @param rules how many differ
 */
record YamlDiff(List<Line> lines, int rules) {
    static final int SHOWN = 60;
    private static final int BOOK_FIELDS = 3;

    static YamlDiff of(RuleDiff diff) {
        List<Line> lines = new ArrayList<>();
        compare(Map.of("version", "version: " + diff.from()), Map.of("version", "version: " + diff.to()), lines);
        List<Pair> all = new ArrayList<>();
        diff.removed().forEach(rule -> all.add(new Pair(rule, null)));
        diff.changed().forEach(rule -> all.add(new Pair(rule.before(), rule.after())));
        diff.added().forEach(rule -> all.add(new Pair(null, rule)));
        all.stream().limit(SHOWN).forEach(one -> compare(fields(one.before()), fields(one.after()), lines));
        return new YamlDiff(lines, all.size());
    }

    /** The difference that accepting a candidate would make. */
    static RuleDiff accepting(Rule fresh, String from, List<Rule> book, String to) {
        List<Rule> after = new ArrayList<>(
                book.stream().filter(old -> !RuleDiff.isReplacedBy(old, fresh)).toList());
        after.add(fresh);
        return RuleDiff.between(from, book, to, after);
    }

    private static void compare(Map<String, String> before, Map<String, String> after, List<Line> lines) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        for (String field : fields) {
            String old = before.get(field);
            String fresh = after.get(field);
            if (Objects.equals(old, fresh)) {
                lines.add(new Line(" ", old));
            } else {
                addIfThere("-", old, lines);
                addIfThere("+", fresh, lines);
            }
        }
    }

    private static void addIfThere(String sign, String text, List<Line> lines) {
        if (text != null) {
            lines.add(new Line(sign, text));
        }
    }

    private static Map<String, String> fields(Rule rule) {
        if (rule == null) {
            return Map.of();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        RuleYamlWriter.write("", "", List.of(rule))
                .lines()
                .skip(BOOK_FIELDS)
                .forEach(line -> fields.put(line.substring(0, line.indexOf(':')), line));
        return fields;
    }

    /** A rule before and after; null if a version does not have it. */
    private record Pair(Rule before, Rule after) {}

    /** @param sign {@code +}, {@code -}, or a space where both have the line */
    record Line(String sign, String text) {
        public String kind() {
            return switch (sign) {
                case "+" -> "added";
                case "-" -> "removed";
                default -> "kept";
            };
        }
    }
}
