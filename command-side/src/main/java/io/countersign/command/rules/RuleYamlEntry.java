package io.countersign.command.rules;

import io.countersign.platform.web.Range;
import io.countersign.platform.web.TextRules;
import io.countersign.policy.Decimals;
import io.countersign.policy.NameForm;
import io.countersign.policy.Rule;
import io.countersign.policy.RulePattern;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One rule of a YAML book, field by field, telling every fault at its line. */
final class RuleYamlEntry {
    private static final Set<String> FIELDS = Set.of(
            "rule_id",
            "type",
            "pattern",
            "account",
            "priority",
            "confidence",
            "evidence_count",
            "amount_min",
            "amount_max",
            "department",
            "source",
            "candidate_id");
    private static final String ID_FORM = "[A-Za-z0-9._:=-]{1,128}";
    /** What the text of is taken as it stands; an account may look like a number. */
    private static final Set<Tag> TEXTS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT);

    private static final BigDecimal AMOUNT_MAX = new BigDecimal(Range.AMOUNT_MAX);

    private final Node node;
    private final BiConsumer<Node, String> faults;
    private final Set<String> given = new HashSet<>();
    private final Map<String, ScalarNode> values = new LinkedHashMap<>();
    private boolean faulty;

    RuleYamlEntry(Node node, BiConsumer<Node, String> faults) {
        this.node = node;
        this.faults = faults;
    }

    /** The rule; null if it is faulty, which has been told then. */
    Rule read() {
        if (!(node instanceof MappingNode mapping)) {
            refuse(node, "a rule must be a mapping");
            return null;
        }
        mapping.getValue().forEach(this::take);
        String ruleId = id("rule_id", true);
        Rule.Type type = type();
        String pattern = pattern(type);
        String account = name("account", true);
        Integer priority = whole("priority", Rule.DEFAULT_PRIORITY, 0, 1_000_000);
        BigDecimal confidence = decimal("confidence", BigDecimal.ZERO, BigDecimal.ONE, Decimals.PROBABILITY_SCALE);
        if (confidence == null && !values.containsKey("confidence")) {
            refuse(node, "confidence is required");
        }
        Integer evidence = whole("evidence_count", 0, 0, 1_000_000_000);
        BigDecimal min = decimal("amount_min", AMOUNT_MAX.negate(), AMOUNT_MAX, Decimals.AMOUNT_SCALE);
        BigDecimal max = decimal("amount_max", AMOUNT_MAX.negate(), AMOUNT_MAX, Decimals.AMOUNT_SCALE);
        if (min != null && max != null && min.compareTo(max) > 0) {
            refuse(values.get("amount_min"), "amount_min must not be above amount_max");
        }
        String department = name("department", false);
        String source = name("source", false);
        String candidate = id("candidate_id", false);
        return faulty
                ? null
                : new Rule(
                        ruleId,
                        type,
                        pattern,
                        account,
                        priority,
                        confidence,
                        evidence,
                        min,
                        max,
                        department,
                        source == null ? "imported" : source,
                        candidate);
    }

    private void take(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
        if (!FIELDS.contains(key)) {
            refuse(entry.getKeyNode(), "%s is not a known field of a rule".formatted(key));
        } else if (!given.add(key)) {
            refuse(entry.getKeyNode(), "%s is there twice".formatted(key));
        } else if (entry.getValueNode() instanceof ScalarNode value && TEXTS.contains(value.getTag())) {
            values.put(key, value);
        } else if (entry.getValueNode() instanceof ScalarNode value
                && !value.getTag().equals(Tag.NULL)) {
            refuse(value, "%s must be text or a number; put text that looks otherwise in quotes".formatted(key));
        } else if (!(entry.getValueNode() instanceof ScalarNode)) {
            refuse(entry.getValueNode(), "%s must be a single value".formatted(key));
        }
    }

    private String id(String field, boolean required) {
        String id = text(field, required);
        if (id != null && !id.matches(ID_FORM)) {
            refuse(values.get(field), "%s must be 1 to 128 of the characters A-Z a-z 0-9 . _ : = -".formatted(field));
        }
        return id;
    }

    private String name(String field, boolean required) {
        return NameForm.normalized(text(field, required));
    }

    private String text(String field, boolean required) {
        ScalarNode value = values.get(field);
        if (value == null) {
            if (required) {
                refuse(node, "%s is required".formatted(field));
            }
            return null;
        }
        String fault = TextRules.fault(value.getValue(), TextRules.NAME_LENGTH);
        if (fault != null) {
            refuse(value, "%s %s".formatted(field, fault));
            return null;
        }
        return value.getValue();
    }

    private Rule.Type type() {
        String name = text("type", true);
        for (Rule.Type type : Rule.Type.values()) {
            if (type.wireName().equals(name)) {
                return type;
            }
        }
        if (name != null) {
            refuse(values.get("type"), "type must be vendor_glob, vendor_exact, vendor_regex, memo_contains or mcc");
        }
        return null;
    }

    private String pattern(Rule.Type type) {
        String pattern = text("pattern", true);
        if (pattern == null || type == null) {
            return pattern;
        }
        try {
            return RulePattern.normalized(type, pattern);
        } catch (IllegalArgumentException e) {
            refuse(values.get("pattern"), "pattern " + e.getMessage());
            return null;
        }
    }

    private Integer whole(String field, int byDefault, int min, int max) {
        if (!values.containsKey(field)) {
            return byDefault;
        }
        BigDecimal number = decimal(field, BigDecimal.valueOf(min), BigDecimal.valueOf(max), 0);
        return number == null ? null : (Integer) number.intValueExact();
    }

    private BigDecimal decimal(String field, BigDecimal min, BigDecimal max, int decimals) {
        ScalarNode value = values.get(field);
        if (value == null) {
            return null;
        }
        String text = value.getValue();
        try {
            if (!text.matches("[+-]?\\d{1,20}(\\.\\d{1,20})?")) {
                throw new NumberFormatException(text);
            }
            BigDecimal number = new BigDecimal(text);
            if (number.compareTo(min) < 0 || number.compareTo(max) > 0 || !Decimals.fits(number, decimals)) {
                refuse(
                        value,
                        "%s must be between %s and %s with at most %s decimals"
                                .formatted(field, min.toPlainString(), max.toPlainString(), decimals));
                return null;
            }
            return number;
        } catch (NumberFormatException e) {
            refuse(value, "%s must be a number".formatted(field));
            return null;
        }
    }

    private void refuse(Node where, String fault) {
        faulty = true;
        faults.accept(where, fault);
    }
}
