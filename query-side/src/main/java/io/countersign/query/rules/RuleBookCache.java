package io.countersign.query.rules;

import com.github.benmanes.caffeine.cache.Cache;
import io.countersign.platform.rules.RuleBookCaches;
import io.countersign.policy.Rule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps the newest known version of each rule book in memory, so that the projection can write only the rules that differ. The rules of a version never change, so entries stay valid after a failed batch and during a rebuild. The size is bounded, see {@link RuleBookCaches}.
 */
final class RuleBookCache {
    private final Cache<String, Book> books = RuleBookCaches.bounded(Book::allRules);

    /** @param rules by rule id */
    private record Book(int version, Map<String, Rule> rules) {
        private Collection<Rule> allRules() {
            return rules.values();
        }
    }

    /** The rules of a version by rule id; empty if this version is not in the cache. */
    Optional<Map<String, Rule>> at(String scope, int version) {
        return Optional.ofNullable(books.getIfPresent(scope))
                .filter(book -> book.version == version)
                .map(Book::rules);
    }

    void put(String scope, int version, Collection<Rule> rules) {
        books.put(scope, new Book(version, rules.stream().collect(Collectors.toMap(Rule::ruleId, rule -> rule))));
    }

    void promote(String scope, int version, Rule rule, Collection<String> replaced) {
        at(scope, version - 1).ifPresent(before -> {
            Map<String, Rule> after = new HashMap<>(before);
            after.keySet().removeAll(replaced);
            after.put(rule.ruleId(), rule);
            books.put(scope, new Book(version, after));
        });
    }
}
