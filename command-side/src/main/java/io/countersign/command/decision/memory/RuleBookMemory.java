package io.countersign.command.decision.memory;

import com.github.benmanes.caffeine.cache.Cache;
import io.countersign.events.EventJson;
import io.countersign.events.rules.RuleBookEvent;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.platform.rules.RuleBookCaches;
import io.countersign.platform.store.EventSubscriptions;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The active rules of every scope, written with the events, and their compiled matchers. A matcher is made once for a
 * version and swapped as a whole. Committed versions are kept at hand, so that a change writes only what differs;
 * as many as their weight allows, see {@link RuleBookCaches}.
 */
@Component
public class RuleBookMemory implements EventDerivedTables {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final String CHANGED = RuleBookMemory.class.getName();

    private final JdbcTemplate jdbc;
    private final Cache<String, CachedRuleBook> committed = RuleBookCaches.bounded(CachedRuleBook::allRules);

    RuleBookMemory(JdbcTemplate jdbc, EventSubscriptions followers) {
        this.jdbc = jdbc;
        followers.add(this::remember);
    }

    /** The matchers in force for these tenants and the firm, by scope. */
    public Map<String, RuleMatcher> matchers(Collection<TenantId> tenants) {
        Set<String> scopes = new TreeSet<>(Set.of(TenantId.FIRM));
        tenants.forEach(tenant -> scopes.add(tenant.value()));
        Map<String, RuleMatcher> matchers = new HashMap<>();
        for (BookVersion version : versions(scopes)) {
            // Books aren't changed where matchers are asked for, so what is read here is committed.
            CachedRuleBook book = book(version);
            committed.put(version.scope(), book);
            matchers.put(version.scope(), book.matcher());
        }
        return matchers;
    }

    private List<BookVersion> versions(Collection<String> scopes) {
        return jdbc.query(
                "select scope, version, written_in from command_side.book_memory where scope = any (?)",
                (row, n) -> new BookVersion(row.getString("scope"), row.getInt("version"), row.getString("written_in")),
                (Object) scopes.toArray(String[]::new));
    }

    private CachedRuleBook book(BookVersion version) {
        CachedRuleBook known = committed.getIfPresent(version.scope());
        return known != null && known.is(version) ? known : new CachedRuleBook(version, rules(version.scope()));
    }

    private Map<String, Rule> rules(String scope) {
        Map<String, Rule> rules = new HashMap<>();
        jdbc.query(
                "select rule_id, rule from command_side.rule_memory where scope = ?",
                row -> {
                    rules.put(row.getString("rule_id"), JSON.readValue(row.getString("rule"), Rule.class));
                },
                scope);
        return rules;
    }

    /** The firm's book is always there. */
    @Override
    public void forget() {
        jdbc.batchUpdate(
                "delete from command_side.rule_memory",
                "delete from command_side.book_memory where scope <> 'firm'",
                "update command_side.book_memory set version = 0, written_in = default");
        committed.invalidateAll();
    }

    @Override
    public void remember(List<? extends EventMessage<?>> events) {
        for (EventMessage<?> message : events) {
            if (message.getPayload() instanceof RuleBookEvent event) {
                remember(event, changed());
            }
        }
    }

    /** The books as this transaction leaves them; of many changes of one only the last is kept, and not all if they are large. */
    private Cache<String, CachedRuleBook> changed() {
        if (!CurrentUnitOfWork.isStarted()) {
            return RuleBookCaches.bounded(CachedRuleBook::allRules);
        }
        return CurrentUnitOfWork.get().root().getOrComputeResource(CHANGED, key -> {
            Cache<String, CachedRuleBook> changed = RuleBookCaches.bounded(CachedRuleBook::allRules);
            CurrentUnitOfWork.get().afterCommit(done -> committed.putAll(changed.asMap()));
            return changed;
        });
    }

    private void remember(RuleBookEvent event, Cache<String, CachedRuleBook> changed) {
        if (event instanceof RulePromoted promoted) {
            CachedRuleBook before = changed.get(promoted.scope(), this::now);
            Map<String, Rule> after = new HashMap<>(before.rules());
            promoted.replaced().forEach(after::remove);
            after.put(promoted.rule().ruleId(), promoted.rule());
            changed.put(promoted.scope(), write(before, promoted.version(), after));
        } else if (event instanceof RulesRolledBack rolledBack) {
            become(rolledBack.scope(), rolledBack.version(), rolledBack.rules(), changed);
        } else if (event instanceof RulesImported imported) {
            become(imported.scope(), imported.version(), imported.rules(), changed);
        }
    }

    private void become(String scope, int version, List<Rule> rules, Cache<String, CachedRuleBook> changed) {
        Map<String, Rule> after = new HashMap<>();
        rules.forEach(rule -> after.put(rule.ruleId(), rule));
        changed.put(scope, write(changed.get(scope, this::now), version, after));
    }

    private CachedRuleBook now(String scope) {
        return versions(List.of(scope)).stream()
                .findFirst()
                .map(this::book)
                .orElseGet(() -> new CachedRuleBook(new BookVersion(scope, 0, null), Map.of()));
    }

    private CachedRuleBook write(CachedRuleBook before, int version, Map<String, Rule> after) {
        String scope = before.scope();
        List<String> gone = before.rules().keySet().stream()
                .filter(id -> !after.containsKey(id))
                .toList();
        List<Rule> told = after.values().stream()
                .filter(rule -> !rule.equals(before.rules().get(rule.ruleId())))
                .toList();
        jdbc.update(
                "delete from command_side.rule_memory where scope = ? and rule_id = any (?)",
                scope,
                gone.toArray(String[]::new));
        jdbc.update(
                """
                insert into command_side.rule_memory (scope, rule_id, rule)
                select ?, rule_id, rule
                from unnest(?::text[], ?::jsonb[]) as told (rule_id, rule)
                on conflict (scope, rule_id) do update set rule = excluded.rule
                """,
                scope,
                told.stream().map(Rule::ruleId).toArray(String[]::new),
                told.stream().map(JSON::writeValueAsString).toArray(String[]::new));
        String writtenIn = jdbc.queryForObject("""
                insert into command_side.book_memory (scope, version)
                values (?, ?)
                on conflict (scope) do update set version = excluded.version, written_in = excluded.written_in
                returning written_in
                """, String.class, scope, version);
        return new CachedRuleBook(new BookVersion(scope, version, writtenIn), after);
    }

    /**
     * A state of a book's rows.
     *
     * @param writtenIn the transaction that wrote it; null if none has
     */
    record BookVersion(String scope, int version, String writtenIn) {}
}
