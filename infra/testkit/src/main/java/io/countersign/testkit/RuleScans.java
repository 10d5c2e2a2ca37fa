package io.countersign.testkit;

import java.util.List;

/** What the projection of rules must hold. */
public final class RuleScans {
    private static final Scan CANDIDATE = new Scan("read_model.rule_candidate", """
            candidate_id, scope, type, pattern, account, amount_min, amount_max, department, evidence_count, precision,
            std_dev, explanation, reviewed, reviewed_by, reviewed_at, review_reason, created_by, created_at, position""", """
            select c ->> 'candidateId', scope, c ->> 'type', c ->> 'pattern', c ->> 'account',
                   (c ->> 'amountMin')::numeric, (c ->> 'amountMax')::numeric, c ->> 'department',
                   (c #>> '{evidence,count}')::int, (c #>> '{evidence,precision}')::numeric,
                   (c #>> '{evidence,stdDev}')::numeric, c ->> 'explanation',
                   case r.type when 'RulePromoted' then 'accepted' when 'CandidateRejected' then 'rejected' else 'pending' end,
                   r.m ->> 'user_id', r.at, r.p ->> 'reason', n.m ->> 'user_id', n.at, n.position
            from (select p ->> 'scope' as scope, p -> 'candidate' as c, m, at, position
                  from e
                  where type = 'CandidateProposed') n
            left join lateral (select type, p, m, at
                               from e
                               where type in ('RulePromoted', 'CandidateRejected') and p ->> 'candidateId' = c ->> 'candidateId'
                               order by position desc
                               limit 1) r on true
            """);

    private static final Scan VERSION = new Scan("read_model.rule_version", """
            scope, version, change, candidate_id, restored_from, reason, created_by, created_at, reached_at, position""", """
            select p ->> 'scope', (p ->> 'version')::int, change, p ->> 'candidateId', (p ->> 'restoredFrom')::int,
                   p ->> 'reason', m ->> 'user_id', at, reached_at, position
            from e
            join (values ('RulePromoted', 'promoted'), ('RulesRolledBack', 'rolled_back'), ('RulesImported', 'imported'))
                name (type, change) using (type)
            """);

    /** What each version says of each rule that the book ever had, null for that it isn't there; then where that changes. */
    private static final Scan VERSION_RULE = new Scan(
            "read_model.rule_version_rule", "scope, rule_id, from_version, until_version, candidate_id, rule", """
            select scope, rule_id, version, until, rule ->> 'candidateId', rule
            from (select scope, rule_id, version, rule,
                         lead(version) over (partition by scope, rule_id order by version) as until
                  from (select scope, rule_id, version, rule,
                               lag(rule) over (partition by scope, rule_id order by version) as before
                        from (select p ->> 'scope' as scope, (p ->> 'version')::int as version,
                                     p #>> '{rule,ruleId}' as rule_id, p -> 'rule' as rule
                              from e
                              where type = 'RulePromoted'
                              union all
                              select p ->> 'scope', (p ->> 'version')::int, replaced, null
                              from e, jsonb_array_elements_text(p -> 'replaced') replaced
                              where type = 'RulePromoted' and replaced <> p #>> '{rule,ruleId}'
                              union all
                              select p ->> 'scope', (p ->> 'version')::int, known.rule_id, own.rule
                              from e
                              join (select distinct p ->> 'scope' as scope, rule ->> 'ruleId' as rule_id
                                    from e, jsonb_array_elements(case when type = 'RulePromoted'
                                                                      then jsonb_build_array(p -> 'rule')
                                                                      else p -> 'rules' end) rule
                                    where type in ('RulePromoted', 'RulesRolledBack', 'RulesImported')) known
                                on known.scope = p ->> 'scope'
                              left join lateral (select rule
                                                 from jsonb_array_elements(p -> 'rules') rule
                                                 where rule ->> 'ruleId' = known.rule_id) own on true
                              where type in ('RulesRolledBack', 'RulesImported')) word) told
                  where rule is distinct from before) change
            where rule is not null
            """);

    private RuleScans() {}

    public static List<Scan> all() {
        return List.of(CANDIDATE, VERSION, VERSION_RULE);
    }
}
