package io.countersign.platform.rules;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a rule book as {@link RuleYaml} writes it; refuses the whole of it, with every fault and its line, if anything is wrong. */
public final class RuleYamlReader {
    private static final int LINE_LENGTH = 10_000;
    private static final Set<String> KEYS = Set.of("version", "scope", "rules");

    private final List<Fault> faults = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private final String scope;

    private RuleYamlReader(String scope) {
        this.scope = scope;
    }

    /** @param begin the line of the rule that it's in, or its own */
    private record Fault(int begin, int line, String message) {
        private FieldError told() {
            return new FieldError("line " + line, message);
        }
    }

    /**
     * @param scope of the book that the rules are for
     * @throws Refusal with a fault a line, if anything is wrong, or the file says that it is another scope's
     */
    public static List<Rule> read(byte[] yaml, String scope) {
        RuleYamlReader reader = new RuleYamlReader(scope);
        return reader.book(reader.parsed(yaml));
    }

    /** The book without its rules, which are read one by one: nodes take thirty times as much memory as their text. */
    private Node parsed(byte[] yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(20_000_000);
        options.setNestingDepthLimit(10);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml)).toString();
            mustHaveShortLines(text);
            Node root = new BookComposer(new ParserImpl(new StreamReader(new StringReader(text)), options), options, this::rule)
                    .getSingleNode();
            if (root == null) {
                throw ErrorCode.MALFORMED_REQUEST.because("The body is empty where a rule book in YAML is needed");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw Refusal.invalid(List.of(new FieldError("line " + line, "isn't valid YAML")));
        } catch (CharacterCodingException e) {
            throw ErrorCode.MALFORMED_REQUEST.because("The body isn't in UTF-8");
        } catch (YAMLException e) {
            throw ErrorCode.MALFORMED_REQUEST.because("The YAML has aliases, is nested too deep, or is too long for a rule book");
        }
    }

    /** The parser takes time with the square of a line's length. */
    private static void mustHaveShortLines(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.length() > LINE_LENGTH) {
                throw Refusal.invalid(List.of(new FieldError(
                        "line " + number, "must have at most %s characters".formatted(LINE_LENGTH))));
            }
        }
    }

    private List<Rule> book(Node root) {
        if (!(root instanceof MappingNode book)) {
            refuse(root, "must be a mapping with version, scope and rules");
        } else {
            Set<String> given = new HashSet<>();
            book.getValue().forEach(entry -> entry(entry, given));
            if (!given.contains("rules")) {
                refuse(root, "rules is missing");
            }
        }
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(Fault::begin));
            throw Refusal.invalid(faults.stream().map(Fault::told).toList());
        }
        return rules;
    }

    /** The version is for people who read the file: the rules become the next one of the book that they are imported into. */
    private void entry(NodeTuple entry, Set<String> given) {
        String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "What isn't text";
        if (!KEYS.contains(key)) {
            refuse(entry.getKeyNode(), "%s is not a known key".formatted(key));
        } else if (!given.add(key)) {
            refuse(entry.getKeyNode(), "%s is there twice".formatted(key));
        } else if (!key.equals("rules") && !(entry.getValueNode() instanceof ScalarNode)) {
            refuse(entry.getValueNode(), "%s must be a single value".formatted(key));
        } else if (key.equals("scope") && entry.getValueNode() instanceof ScalarNode told && !told.getValue().equals(scope)) {
            refuse(told, "scope is %s, but these rules are to become those of %s".formatted(shown(told.getValue()), scope));
        } else if (key.equals("rules") && !(entry.getValueNode() instanceof SequenceNode)) {
            refuse(entry.getValueNode(), "rules must be a list");
        }
    }

    private void rule(Node node) {
        int begin = line(node);
        Rule read = new RuleNode(node, (part, fault) -> faults.add(new Fault(begin, line(part), fault))).read();
        if (read != null && !ids.add(read.ruleId())) {
            refuse(node, "there is a rule %s above".formatted(read.ruleId()));
        } else if (read != null) {
            rules.add(read);
        }
    }

    private static String shown(String told) {
        return told.matches("[A-Za-z0-9._:=-]{1,64}") ? told : "another";
    }

    private void refuse(Node node, String fault) {
        faults.add(new Fault(line(node), line(node), fault));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Hands on each rule of the book when it's there, and keeps none of them. */
    private static final class BookComposer extends Composer {
        private final Consumer<Node> rule;
        private int depth;
        private String key;
        private boolean hadRules;

        private BookComposer(Parser parser, LoaderOptions options, Consumer<Node> rule) {
            super(parser, new Resolver(), options);
            this.rule = rule;
        }

        @Override
        protected Node composeMappingNode(String anchor) {
            depth++;
            try {
                return super.composeMappingNode(anchor);
            } finally {
                depth--;
            }
        }

        @Override
        protected Node composeKeyNode(MappingNode mapping) {
            Node node = super.composeKeyNode(mapping);
            if (depth == 1) {
                key = node instanceof ScalarNode scalar ? scalar.getValue() : null;
            }
            return node;
        }

        @Override
        protected Node composeSequenceNode(String anchor) {
            if (depth != 1 || !"rules".equals(key)) {
                return super.composeSequenceNode(anchor);
            }
            if (anchor != null) {
                throw new YAMLException("There is an anchor, and so an alias, for all of the rules");
            }
            SequenceStartEvent start = (SequenceStartEvent) parser.getEvent();
            while (!parser.checkEvent(Event.ID.SequenceEnd)) {
                Node node = composeValueNode(null);
                if (!hadRules) {
                    rule.accept(node);
                }
            }
            hadRules = true;
            Event end = parser.getEvent();
            return new SequenceNode(
                    Tag.SEQ, true, new ArrayList<>(), start.getStartMark(), end.getEndMark(), start.getFlowStyle());
        }
    }
}
