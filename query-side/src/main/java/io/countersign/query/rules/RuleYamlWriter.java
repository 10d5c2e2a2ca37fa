package io.countersign.query.rules;

import io.countersign.policy.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A rule book as YAML: {@code version}, {@code scope} and {@code rules}, each rule with its fields in one order and
 * without those that it hasn't. The same rules give the same bytes.
 */
public final class RuleYamlWriter {
    /** What YAML 1.1 or 1.2 resolves to a boolean, null, a merge, a default value, a number, a time or a date. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "(?i)y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\\.(inf|nan)|[-+.]?[0-9][-+.:_ 0-9a-foxtz]*");

    private RuleYamlWriter() {}

    /** @param rules in the order to write them in */
    public static String write(String versionId, String scope, List<Rule> rules) {
        Map<String, Object> book = new LinkedHashMap<>();
        book.put("version", versionId);
        book.put("scope", scope);
        book.put("rules", rules.stream().map(RuleYamlWriter::fields).toList());
        return new Yaml(new Plain(options()), options()).dump(book);
    }

    private static Map<String, Object> fields(Rule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule_id", rule.ruleId());
        fields.put("type", rule.type().wireName());
        fields.put("pattern", rule.pattern());
        fields.put("account", rule.account());
        fields.put("priority", rule.priority());
        fields.put("confidence", rule.confidence());
        fields.put("evidence_count", rule.evidenceCount());
        putIfThere(fields, "amount_min", rule.amountMin());
        putIfThere(fields, "amount_max", rule.amountMax());
        putIfThere(fields, "department", rule.department());
        putIfThere(fields, "source", rule.source());
        putIfThere(fields, "candidate_id", rule.candidateId());
        return fields;
    }

    private static void putIfThere(Map<String, Object> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        return options;
    }

    /** Writes decimals plainly, never as {@code 1E+3}, and in quotes what some reader takes for something else than text. */
    private static final class Plain extends Representer {
        private Plain(DumperOptions options) {
            super(options);
            representers.put(BigDecimal.class, this::plain);
            representers.put(BigInteger.class, this::plain);
            representers.put(String.class, this::text);
        }

        private Node text(Object value) {
            String text = (String) value;
            return AMBIGUOUS.matcher(text).matches()
                    ? representScalar(Tag.STR, text, DumperOptions.ScalarStyle.SINGLE_QUOTED)
                    : representScalar(Tag.STR, text);
        }

        private Node plain(Object number) {
            String text = number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
            return representScalar(text.contains(".") ? Tag.FLOAT : Tag.INT, text);
        }
    }
}
