package io.countersign.command.decision.memory;

import io.countersign.events.EventJson;
import io.countersign.events.rules.RuleBookEvent;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The active rules of every scope, written with the events, and their compiled matchers. A matcher is made once for a
 * version and swapped as a whole.
 */
@Component
public class BookMemory implements Memory {
    private static final JsonMapper JSON = EventJson.mapper();

    private final JdbcTemplate jdbc;
    private final Map<String, RuleMatcher> compiled = new ConcurrentHashMap<>();

    BookMemory(JdbcTemplate jdbc, EventStore events) {
        this.jdbc = jdbc;
        events.subscribe(this::remember);
    }

    /** The matchers in force for these tenants and the firm, by scope. The firm's book stays as it is until the transaction ends. */
    public Map<String, RuleMatcher> matchers(Collection<TenantId> tenants) {
        List<String> scopes = new ArrayList<>(tenants.stream().map(TenantId::value).toList());
        Map<String, RuleMatcher> matchers = new HashMap<>();
        jdbc.query(
                "select version from command_side.book_memory where scope = 'firm' for share",
                row -> {
                    matchers.put(TenantId.FIRM, matcher(TenantId.FIRM, row.getInt("version")));
                });
        jdbc.query(
                "select scope, version from command_side.book_memory where scope = any (?) and scope <> 'firm'",
                row -> {
                    matchers.put(row.getString("scope"), matcher(row.getString("scope"), row.getInt("version")));
                },
                (Object) scopes.toArray(String[]::new));
        return matchers;
    }

    private RuleMatcher matcher(String scope, int version) {
        RuleMatcher known = compiled.get(scope);
        if (known != null && known.version() == version) {
            return known;
        }
        RuleMatcher fresh = RuleMatcher.compile(scope, version, rules(scope));
        compiled.put(scope, fresh);
        return fresh;
    }

    private List<Rule> rules(String scope) {
        return jdbc.query(
                "select rule from command_side.rule_memory where scope = ? order by rule_id",
                (row, n) -> JSON.readValue(row.getString("rule"), Rule.class),
                scope);
    }

    @Override
    public void remember(List<? extends EventMessage<?>> events) {
        for (EventMessage<?> message : events) {
            if (message.getPayload() instanceof RuleBookEvent event) {
                remember(event);
            }
        }
    }

    /** The firm's row stays, since it is what the firm's book is locked by. */
    @Override
    public void forget() {
        jdbc.batchUpdate(
                "delete from command_side.rule_memory",
                "delete from command_side.book_memory where scope <> 'firm'",
                "update command_side.book_memory set version = 0");
    }

    private void remember(RuleBookEvent event) {
        if (event instanceof RulePromoted promoted) {
            promoted.replaced().forEach(rule -> jdbc.update(
                    "delete from command_side.rule_memory where scope = ? and rule_id = ?", promoted.scope(), rule));
            insert(promoted.scope(), List.of(promoted.rule()));
            version(promoted.scope(), promoted.version());
        } else if (event instanceof RulesRolledBack rolledBack) {
            become(rolledBack.scope(), rolledBack.version(), rolledBack.rules());
        } else if (event instanceof RulesImported imported) {
            become(imported.scope(), imported.version(), imported.rules());
        }
    }

    private void become(String scope, int version, List<Rule> rules) {
        String[] ids = rules.stream().map(Rule::ruleId).toArray(String[]::new);
        jdbc.update("delete from command_side.rule_memory where scope = ? and rule_id <> all (?)", scope, ids);
        insert(scope, rules);
        version(scope, version);
    }

    private void insert(String scope, List<Rule> rules) {
        jdbc.update(
                """
                insert into command_side.rule_memory (scope, rule_id, rule)
                select ?, rule_id, rule
                from unnest(?::text[], ?::jsonb[]) as told (rule_id, rule)
                on conflict (scope, rule_id) do update
                    set rule = excluded.rule
                    where rule_memory.rule <> excluded.rule
                """,
                scope,
                rules.stream().map(Rule::ruleId).toArray(String[]::new),
                rules.stream().map(JSON::writeValueAsString).toArray(String[]::new));
    }

    private void version(String scope, int version) {
        jdbc.update(
                """
                insert into command_side.book_memory (scope, version)
                values (?, ?)
                on conflict (scope) do update set version = excluded.version
                """,
                scope,
                version);
    }
}
