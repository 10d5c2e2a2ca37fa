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
 * The last version of each book whose rules went by whole, carried on by promotions, so that a change of a large book is
 * written as what differs. What a version holds never changes, so it's the same for a rebuild and after a failed batch;
 * as many are kept as their weight allows, see {@link RuleBookCaches}.
 */
final class SeenBooks {
    private final Cache<String, Book> books = RuleBookCaches.bounded(Book::allRules);

    /** @param rules by rule id */
    private record Book(int version, Map<String, Rule> rules) {
        private Collection<Rule> allRules() {
            return rules.values();
        }
    }

    /** The rules of a version by rule id; empty if another version was seen last, or none. */
    Optional<Map<String, Rule>> at(String scope, int version) {
        return Optional.ofNullable(books.getIfPresent(scope))
                .filter(book -> book.version == version)
                .map(Book::rules);
    }

    void see(String scope, int version, Collection<Rule> rules) {
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
