package io.countersign.command.rules;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.FieldErrors;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a rule book in the form in which the query side exports it; refuses the whole of it, with every fault and its line, if anything is
 * wrong. Holds one rule's YAML at a time, so that a wrong file of any length costs little.
 */
public final class RuleYamlReader {
    private static final int LINE_LENGTH = 10_000;
    private static final Set<String> KEYS = Set.of("version", "scope", "rules");

    private final FieldErrors faults = new FieldErrors();
    private final List<Rule> rules = new ArrayList<>();
    private final YamlNodeReader yaml;
    private final String scope;

    private RuleYamlReader(YamlNodeReader yaml, String scope) {
        this.yaml = yaml;
        this.scope = scope;
    }

    /**
     * @param scope of the book that the rules are for
     * @throws Refusal with a fault a line, if anything is wrong, or the file says that it is another scope's
     */
    public static List<Rule> read(byte[] yaml, String scope) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(20_000_000);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
            mustHaveShortLines(text);
            return new RuleYamlReader(new YamlNodeReader(new StringReader(text), options), scope).book();
        } catch (CharacterCodingException e) {
            throw ErrorCode.MALFORMED_REQUEST.because("The body isn't in UTF-8");
        } catch (YAMLException e) {
            throw ErrorCode.MALFORMED_REQUEST.because(
                    "The YAML has aliases, is nested too deep, or is too long for a rule book");
        }
    }

    /** The parser takes time with the square of a line's length. */
    private static void mustHaveShortLines(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.length() > LINE_LENGTH) {
                throw Refusal.invalid(List.of(
                        new FieldError("line " + number, "must have at most %s characters".formatted(LINE_LENGTH))));
            }
        }
    }

    private List<Rule> book() {
        try {
            if (yaml.isEmpty()) {
                throw ErrorCode.MALFORMED_REQUEST.because("The body is empty where a rule book in YAML is needed");
            }
            Mark root = yaml.mark();
            if (yaml.enterMapping()) {
                entries(root);
            } else {
                refuse(root, "must be a mapping with version, scope and rules");
                yaml.skip();
            }
            yaml.mustEnd();
        } catch (MarkedYAMLException e) {
            faults.add(
                    "line "
                            + (e.getProblemMark() == null
                                    ? 1
                                    : e.getProblemMark().getLine() + 1),
                    "isn't valid YAML");
        }
        faults.refuseIfAny();
        return rules;
    }

    private void entries(Mark root) {
        Set<String> given = new HashSet<>();
        while (!yaml.leave()) {
            Mark at = yaml.mark();
            String key = yaml.next() instanceof ScalarNode name ? name.getValue() : "What isn't text";
            value(key, at, given);
        }
        if (!given.contains("rules")) {
            refuse(root, "rules is missing");
        }
    }

    /** The version is for people who read the file: the rules become the next one of the book that they are imported into. */
    private void value(String key, Mark at, Set<String> given) {
        Mark value = yaml.mark();
        if (!KEYS.contains(key)) {
            refuse(at, "%s is not a known key".formatted(key));
            yaml.skip();
        } else if (!given.add(key)) {
            refuse(at, "%s is there twice".formatted(key));
            yaml.skip();
        } else if (key.equals("rules") && yaml.enterSequence()) {
            rules();
        } else if (key.equals("rules")) {
            refuse(value, "rules must be a list");
            yaml.skip();
        } else if (!yaml.isScalar()) {
            refuse(value, "%s must be a single value".formatted(key));
            yaml.skip();
        } else if (yaml.next() instanceof ScalarNode stated
                && key.equals("scope")
                && !stated.getValue().equals(scope)) {
            refuse(
                    value,
                    "scope is %s, but these rules are to become those of %s"
                            .formatted(shown(stated.getValue()), scope));
        }
    }

    private static String shown(String scope) {
        return scope.matches("[A-Za-z0-9._:=-]{1,64}") ? scope : "another";
    }

    private void rules() {
        Set<String> ids = new HashSet<>();
        while (!yaml.leave()) {
            Node node = yaml.next();
            Rule read = new RuleYamlEntry(node, (where, fault) -> refuse(where.getStartMark(), fault)).read();
            if (read != null && !ids.add(read.ruleId())) {
                refuse(node.getStartMark(), "there is a rule %s above".formatted(read.ruleId()));
            } else if (read != null) {
                rules.add(read);
            }
        }
    }

    private void refuse(Mark where, String fault) {
        faults.add("line " + (where.getLine() + 1), fault);
    }
}
