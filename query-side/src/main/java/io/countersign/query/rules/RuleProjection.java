package io.countersign.query.rules;

import io.countersign.events.EventJson;
import io.countersign.events.EventMetaData;
import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RuleBookEvent;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.policy.Rule;
import io.countersign.query.projection.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Candidates, and every version of every rule book. */
@Component
@ProcessingGroup("rules")
class RuleProjection extends Projection {
    private static final JsonMapper JSON = EventJson.mapper();

    private final RuleBookCache cache = new RuleBookCache();

    RuleProjection() {
        super("rules", List.of("rule_candidate", "rule_version", "rule_version_rule"));
    }

    @EventHandler
    void on(
            CandidateProposed proposed,
            @Timestamp Instant at,
            TrackingToken token,
            @MetaDataValue(EventMetaData.USER_ID) String user) {
        Candidate candidate = proposed.candidate();
        batch().update(
                        """
                        insert into rule_candidate
                            (candidate_id, scope, type, pattern, account, amount_min, amount_max, department,
                             evidence_count, precision, std_dev, explanation, reviewed, created_by, created_at, position)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?)
                        on conflict (candidate_id) do nothing
                        """,
                        candidate.candidateId(),
                        proposed.scope(),
                        candidate.type().wireName(),
                        candidate.pattern(),
                        candidate.account(),
                        candidate.amountMin(),
                        candidate.amountMax(),
                        candidate.department(),
                        candidate.evidence().count(),
                        candidate.evidence().precision(),
                        candidate.evidence().stdDev(),
                        candidate.explanation(),
                        user,
                        time(at),
                        position(token));
    }

    @EventHandler
    void on(CandidateRejected rejected, @Timestamp Instant at, @MetaDataValue(EventMetaData.USER_ID) String user) {
        review(rejected.candidateId(), "rejected", rejected.reason(), at, user);
    }

    @EventHandler
    void on(
            RulePromoted promoted,
            @Timestamp Instant at,
            TrackingToken token,
            @MetaDataValue(EventMetaData.USER_ID) String user) {
        review(promoted.candidateId(), "accepted", promoted.reason(), at, user);
        Rule rule = promoted.rule();
        end(
                promoted.scope(),
                promoted.version(),
                Stream.concat(promoted.replaced().stream(), Stream.of(rule.ruleId())));
        begin(promoted.scope(), promoted.version(), List.of(rule));
        cache.promote(promoted.scope(), promoted.version(), rule, promoted.replaced());
        version(
                promoted,
                promoted.version(),
                "promoted",
                promoted.candidateId(),
                null,
                promoted.reason(),
                at,
                token,
                user);
    }

    @EventHandler
    void on(
            RulesRolledBack rolledBack,
            @Timestamp Instant at,
            TrackingToken token,
            @MetaDataValue(EventMetaData.USER_ID) String user) {
        become(rolledBack.scope(), rolledBack.version(), rolledBack.rules());
        version(
                rolledBack,
                rolledBack.version(),
                "rolled_back",
                null,
                rolledBack.restoredFrom(),
                rolledBack.reason(),
                at,
                token,
                user);
    }

    @EventHandler
    void on(
            RulesImported imported,
            @Timestamp Instant at,
            TrackingToken token,
            @MetaDataValue(EventMetaData.USER_ID) String user) {
        become(imported.scope(), imported.version(), imported.rules());
        version(imported, imported.version(), "imported", null, null, null, at, token, user);
    }

    private void review(String candidate, String reviewed, String reason, Instant at, String user) {
        batch().update("""
                        update rule_candidate
                        set reviewed = ?, reviewed_by = ?, reviewed_at = ?, review_reason = ?
                        where candidate_id = ?
                        """, reviewed, user, time(at), reason, candidate);
    }

    /** Replaces the rules of a book: ends those that are not in the new list and begins the new ones. */
    private void become(String scope, int version, List<Rule> rules) {
        cache.at(scope, version - 1)
                .ifPresentOrElse(
                        before -> differ(scope, version, before, rules),
                        () -> become(scope, version, JSON.writeValueAsString(rules)));
        cache.put(scope, version, rules);
    }

    private void differ(String scope, int version, Map<String, Rule> before, List<Rule> rules) {
        Map<String, Rule> gone = new HashMap<>(before);
        List<Rule> fresh = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.equals(before.get(rule.ruleId()))) {
                gone.remove(rule.ruleId());
            } else {
                fresh.add(rule);
            }
        }
        end(scope, version, gone.keySet().stream());
        begin(scope, version, fresh);
    }

    private void end(String scope, int version, Stream<String> ruleIds) {
        batch().update("""
                        update rule_version_rule
                        set until_version = ?
                        where scope = ? and rule_id = any (?::text[]) and until_version is null
                        """, version, scope, ruleIds.toArray(String[]::new));
    }

    private void begin(String scope, int version, List<Rule> rules) {
        batch().update(
                        """
                        insert into rule_version_rule (scope, rule_id, from_version, candidate_id, rule)
                        select ?, new.rule ->> 'ruleId', ?, new.rule ->> 'candidateId', new.rule
                        from unnest(?::jsonb[]) as new (rule)
                        on conflict (scope, rule_id, from_version) do nothing
                        """,
                        scope,
                        version,
                        rules.stream().map(JSON::writeValueAsString).toArray(String[]::new));
    }

    /** The same, comparing in SQL, if the previous version is not in the cache. */
    private void become(String scope, int version, String rules) {
        batch().update("""
                        update rule_version_rule old
                        set until_version = ?
                        where old.scope = ?
                          and old.until_version is null
                          and not exists (
                              select from jsonb_array_elements(?::jsonb) as new (rule)
                              where new.rule ->> 'ruleId' = old.rule_id and new.rule = old.rule
                          )
                        """, version, scope, rules);
        batch().update("""
                        insert into rule_version_rule (scope, rule_id, from_version, candidate_id, rule)
                        select book.scope, new.rule ->> 'ruleId', book.version, new.rule ->> 'candidateId', new.rule
                        from (values (?, ?)) as book (scope, version), jsonb_array_elements(?::jsonb) as new (rule)
                        where not exists (
                            select from rule_version_rule old
                            where old.scope = book.scope
                              and old.rule_id = new.rule ->> 'ruleId'
                              and old.until_version is null
                        )
                        """, scope, version, rules);
    }

    private void version(
            RuleBookEvent event,
            int version,
            String change,
            String candidate,
            Integer restoredFrom,
            String reason,
            Instant at,
            TrackingToken token,
            String user) {
        batch().update(
                        """
                        insert into rule_version
                            (scope, version, change, candidate_id, restored_from, reason, created_by, created_at,
                             reached_at, position)
                        select ?, ?, ?, ?, ?, ?, ?, ?, reached.reached_at, reached.position
                        %s
                        on conflict (scope, version) do nothing
                        """.formatted(reached("rule_version")),
                        event.scope(),
                        version,
                        change,
                        candidate,
                        restoredFrom,
                        reason,
                        user,
                        time(at),
                        position(token),
                        time(at));
    }
}
