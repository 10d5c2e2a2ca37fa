package io.countersign.policy;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Rule.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class RuleMatcherProperties {
    private static final Comparator<Rule> CONTRACT = comparing(Rule::priority)
            .thenComparing(RuleMatcherProperties::conditions, reverseOrder())
            .thenComparing(rule -> rule.pattern().length(), reverseOrder())
            .thenComparing(Rule::ruleId);

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void the_index_finds_what_trying_every_rule_finds(
            @ForAll("books") List<Rule> rules, @ForAll("histories") List<Transaction> transactions) {
        RuleMatcher matcher = RuleMatcher.compile("firm", 1, rules);

        for (Transaction transaction : transactions) {
            Optional<RuleMatch> tried = tried(rules, transaction);
            Statistics.label("match")
                    .collect(tried.map(match -> match.contested() ? "contested" : "clear")
                            .orElse("none"));
            Statistics.label("by")
                    .collect(tried.map(match -> match.rule().type().wireName()).orElse("none"));
            assertThat(matcher.match(transaction)).as("%s", transaction).isEqualTo(tried);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_order_of_the_rules_makes_no_difference(
            @ForAll("books") List<Rule> rules, @ForAll("transactions") Transaction transaction, @ForAll Random random) {
        List<Rule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, random);

        assertThat(RuleMatcher.compile("firm", 1, shuffled).match(transaction))
                .isEqualTo(RuleMatcher.compile("firm", 1, rules).match(transaction));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_history_finds_what_the_matchers_of_its_versions_find(
            @ForAll("books") List<Rule> before,
            @ForAll("books") List<Rule> after,
            @ForAll("histories") List<Transaction> transactions) {
        List<BookHistory.Term> terms = new ArrayList<>();
        before.forEach(rule -> terms.add(new BookHistory.Term(rule, version -> version < 3)));
        after.forEach(rule -> terms.add(new BookHistory.Term(rule, version -> version >= 3)));
        BookHistory history = BookHistory.compile("firm", terms);

        for (Transaction transaction : transactions) {
            for (int version = 2; version <= 3; version++) {
                RuleMatcher matcher = RuleMatcher.compile("firm", version, version < 3 ? before : after);
                assertThat(history.match(transaction, version)).isEqualTo(matcher.match(transaction));
            }
        }
    }

    /** What the contract says, word by word, on the JDK's own regular expressions. */
    private static Optional<RuleMatch> tried(List<Rule> rules, Transaction transaction) {
        List<Rule> matching = rules.stream()
                .filter(rule -> holds(rule, transaction))
                .sorted(CONTRACT)
                .toList();
        return matching.stream().findFirst().map(first -> new RuleMatch(first, "firm", 1, contested(first, matching)));
    }

    private static boolean contested(Rule first, List<Rule> matching) {
        return matching.stream()
                .anyMatch(other -> other.priority() == first.priority()
                        && conditions(other) == conditions(first)
                        && !other.account().equals(first.account()));
    }

    private static int conditions(Rule rule) {
        int amount = rule.amountMin() == null && rule.amountMax() == null ? 0 : 1;
        return rule.department() == null ? amount : amount + 1;
    }

    private static boolean holds(Rule rule, Transaction transaction) {
        BigDecimal amount = transaction.amount();
        return (rule.amountMin() == null || amount.compareTo(rule.amountMin()) >= 0)
                && (rule.amountMax() == null || amount.compareTo(rule.amountMax()) <= 0)
                && (rule.department() == null || rule.department().equals(transaction.department()))
                && patternHolds(rule, transaction);
    }

    private static boolean patternHolds(Rule rule, Transaction transaction) {
        String vendor = transaction.vendorNormalized();
        return switch (rule.type()) {
            case VENDOR_EXACT -> vendor.equals(rule.pattern());
            case VENDOR_GLOB -> vendor.matches(Pattern.quote(rule.pattern()).replace("*", "\\E.*\\Q"));
            case VENDOR_REGEX -> foundByRe2(rule.pattern(), vendor);
            case MEMO_CONTAINS ->
                transaction.memo() != null && found(Pattern.quote(rule.pattern()), transaction.memo());
            case MCC -> rule.pattern().equals(transaction.mcc());
        };
    }

    /** The JDK won't do here: it gives up on repetitions of what may be empty, such as {@code (^|c){2}a} in "ca". */
    private static boolean foundByRe2(String regex, String text) {
        return com.google.re2j.Pattern.compile(regex, com.google.re2j.Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    private static boolean found(String regex, String text) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    @Provide
    Arbitrary<List<Rule>> books() {
        return rules().list().ofMaxSize(40).map(RuleMatcherProperties::numbered);
    }

    private static List<Rule> numbered(List<Rule> rules) {
        List<Rule> numbered = new ArrayList<>();
        for (Rule rule : rules) {
            String id = "%s-%s".formatted(rule.ruleId(), numbered.size());
            numbered.add(new Rule(
                    id,
                    rule.type(),
                    rule.pattern(),
                    rule.account(),
                    rule.priority(),
                    rule.confidence(),
                    rule.evidenceCount(),
                    rule.amountMin(),
                    rule.amountMax(),
                    rule.department(),
                    rule.source(),
                    rule.candidateId()));
        }
        return numbered;
    }

    private Arbitrary<Rule> rules() {
        return Combinators.combine(
                        patterns(),
                        Arbitraries.of("6000", "7000"),
                        Arbitraries.of(50, 100),
                        amounts().injectNull(0.8),
                        amounts().injectNull(0.8),
                        departments(),
                        Arbitraries.of("a", "b"))
                .as((pattern, account, priority, min, max, department, id) -> new Rule(
                        id,
                        pattern.type(),
                        pattern.text(),
                        account,
                        priority,
                        BigDecimal.ONE,
                        20,
                        min,
                        max,
                        department,
                        "mined",
                        null));
    }

    private Arbitrary<TypedPattern> patterns() {
        return Arbitraries.oneOf(
                names().map(name -> new TypedPattern(Type.VENDOR_EXACT, VendorNormalizer.normalize(name))),
                globs().map(glob -> new TypedPattern(Type.VENDOR_GLOB, glob)),
                regexes(2).map(regex -> new TypedPattern(Type.VENDOR_REGEX, regex)),
                Arbitraries.of("ca", "cab", "acab", "b c", "bac", "éa", "δσ")
                        .map(text -> new TypedPattern(Type.MEMO_CONTAINS, text)),
                mccs().map(code -> new TypedPattern(Type.MCC, code)));
    }

    private Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("aaabbc éδ")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(name -> !name.isBlank());
    }

    private Arbitrary<String> globs() {
        return Arbitraries.strings()
                .withChars("aabbc **")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(RuleMatcherProperties::normalizedGlob)
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<String> normalizedGlob(String glob) {
        try {
            return Optional.of(RulePattern.normalized(Type.VENDOR_GLOB, glob));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /** Regular expressions that RE2 and the JDK understand alike. */
    private Arbitrary<String> regexes(int depth) {
        Arbitrary<String> atoms = Arbitraries.of(
                "a", "b", "c", "A", "ab", "bca", "δ", ".", "[ab]", "[^a]", "\\w", "^", "$", "\\ ", "[]a]", "[\\]b-]");
        if (depth == 0) {
            return atoms;
        }
        Arbitrary<String> inner = regexes(depth - 1);
        Arbitrary<String> group =
                Combinators.combine(Arbitraries.of("(", "(?:", "(?i:"), inner).as((open, body) -> open + body + ")");
        Arbitrary<String> either =
                Combinators.combine(inner, inner).as((one, other) -> "(?:" + one + "|" + other + ")");
        Arbitrary<String> quantified = Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.of("a", "b", "[bc]"), group),
                        Arbitraries.of("?", "*", "+", "{2}", "{0,1}", "{1,}", "*?", "+?"))
                .as(String::concat);
        return Arbitraries.oneOf(atoms, atoms, group, either, quantified)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    private Arbitrary<BigDecimal> amounts() {
        return Arbitraries.of("-5", "0", "5", "10").map(BigDecimal::new);
    }

    private Arbitrary<String> departments() {
        return Arbitraries.of("Sales", "IT").injectNull(0.7);
    }

    private Arbitrary<String> mccs() {
        return Arbitraries.of("5811", "5812", "5813", "5814", "5815", "5816");
    }

    @Provide
    Arbitrary<List<Transaction>> histories() {
        return transactions().list().ofSize(10);
    }

    @Provide
    Arbitrary<Transaction> transactions() {
        Arbitrary<String> memos =
                Arbitraries.strings().withChars("abcABC éÉΔΣ").ofMaxLength(8).injectNull(0.2);
        Arbitrary<String> amounts = amounts().map(BigDecimal::toPlainString);
        return Combinators.combine(names(), amounts, departments(), memos, mccs().injectNull(0.3))
                .as(AnyRule::transaction);
    }

    private record TypedPattern(Type type, String text) {}
}
