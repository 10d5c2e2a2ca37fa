package io.countersign.platform.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.policy.Rule;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Caches of rule books, bounded by the estimated size of their rules to a part of the heap, with soft references. One book
 * always fits.
 */
public final class RuleBookCaches {
    private static final int PART_OF_HEAP = 8;
    private static final int KIB = 1024;
    /** A rule without its texts, and a text without its characters. */
    private static final int PER_RULE = 200;

    private static final int PER_TEXT = 40;

    private RuleBookCaches() {}

    /** @param rules what a cached value holds */
    public static <K, B> Cache<K, B> bounded(Function<B, Collection<Rule>> rules) {
        return bounded(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, rules);
    }

    static <K, B> Cache<K, B> bounded(long mostBytes, Function<B, Collection<Rule>> rules) {
        long most = Math.max(1, mostBytes / KIB);
        return Caffeine.newBuilder()
                .softValues()
                .maximumWeight(most)
                .<K, B>weigher((key, book) -> (int) Math.min(most, 1 + bytes(rules.apply(book)) / KIB))
                .executor(Runnable::run)
                .build();
    }

    private static long bytes(Collection<Rule> rules) {
        return rules.stream().mapToLong(RuleBookCaches::bytes).sum();
    }

    private static long bytes(Rule rule) {
        return PER_RULE
                + Stream.of(
                                rule.ruleId(),
                                rule.pattern(),
                                rule.account(),
                                rule.department(),
                                rule.source(),
                                rule.candidateId())
                        .filter(Objects::nonNull)
                        .mapToLong(text -> PER_TEXT + text.length())
                        .sum();
    }
}
