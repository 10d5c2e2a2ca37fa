package io.countersign.query.rules;

import static io.countersign.query.sql.SqlValues.time;

import io.countersign.events.EventJson;
import io.countersign.platform.rules.VersionId;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.BookHistory;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.RuleOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads rule books and their versions. */
@Component
public class RuleBookView {
    private static final JsonMapper JSON = EventJson.mapper();

    private final JdbcClient jdbc;

    RuleBookView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the version in force at a time, null for now; 0 before the first. */
    public int versionAt(String scope, Instant asOf) {
        return jdbc.sql("""
                        select coalesce(max(version), 0)
                        from read_model.rule_version
                        where scope = :scope and reached_at <= coalesce(:as_of, 'infinity'::timestamptz)
                        """)
                .param("scope", scope)
                .param("as_of", time(asOf))
                .query(Integer.class)
                .single();
    }

    /** The rules of a version in the order in which they are tried; empty for version 0. */
    public List<Rule> rules(String scope, int version) {
        return jdbc.sql("""
                        select rule
                        from read_model.rule_version_rule
                        where scope = :scope
                          and from_version <= :version
                          and (until_version is null or until_version > :version)
                        """).param("scope", scope).param("version", version).query(String.class).list().stream()
                .map(json -> JSON.readValue(json, Rule.class))
                .sorted(RuleOrder.FIRST_TO_LAST)
                .toList();
    }

    /** @throws io.countersign.platform.web.Refusal not found, if the rule book has no such version */
    public List<Rule> mustHave(String scope, String versionId) {
        int version = VersionId.numberOf(versionId);
        if (version > versionAt(scope, null)) {
            throw unknownVersion(scope, version);
        }
        return rules(scope, version);
    }

    /** @throws io.countersign.platform.web.Refusal not found, if the rule book has no such version */
    VersionWithRules withRules(String scope, String versionId) {
        int version = VersionId.numberOf(versionId);
        return version == 0
                ? VersionWithRules.empty(scope)
                : version(scope, version)
                        .map(row -> new VersionWithRules(row, rules(scope, version)))
                        .orElseThrow(() -> unknownVersion(scope, version));
    }

    private static Refusal unknownVersion(String scope, int version) {
        return ErrorCode.VERSION_NOT_FOUND.because("The rule book of %s has no version v%s".formatted(scope, version));
    }

    /**
     * The newest version of each of these books that has one, by its scope.
     *
     * @param scopes null for all books
     */
    public Map<String, RuleMatcher> newest(List<String> scopes) {
        Map<String, List<Rule>> rules = new HashMap<>();
        jdbc.sql("""
                        select scope, rule
                        from read_model.rule_version_rule
                        where until_version is null and (:scopes::text[] is null or scope = any (:scopes::text[]))
                        """).param("scopes", texts(scopes)).query(row -> {
            rules.computeIfAbsent(row.getString("scope"), scope -> new ArrayList<>())
                    .add(JSON.readValue(row.getString("rule"), Rule.class));
        });
        Map<String, RuleMatcher> newest = new HashMap<>();
        jdbc.sql("""
                        select scope, max(version) as version
                        from read_model.rule_version
                        where :scopes::text[] is null or scope = any (:scopes::text[])
                        group by scope
                        """).param("scopes", texts(scopes)).query(row -> {
            String scope = row.getString("scope");
            newest.put(scope, RuleMatcher.compile(scope, row.getInt("version"), rules.getOrDefault(scope, List.of())));
        });
        return newest;
    }

    private static String[] texts(List<String> scopes) {
        return scopes == null ? null : scopes.toArray(String[]::new);
    }

    /** Every rule that any version of the book contains, with those versions. */
    public RuleBookVersions versions(String scope) {
        int newest = versionAt(scope, null);
        List<BookHistory.Term> history = jdbc.sql("""
                        select rule, from_version, until_version
                        from read_model.rule_version_rule
                        where scope = :scope
                        """)
                .param("scope", scope)
                .query((row, n) -> term(row.getString("rule"), row.getInt("from_version"), row.getInt("until_version")))
                .list();
        return new RuleBookVersions(scope, newest, history);
    }

    /** @param until 0 for a rule that the newest version has */
    private static BookHistory.Term term(String rule, int from, int until) {
        return new BookHistory.Term(
                JSON.readValue(rule, Rule.class), version -> version >= from && (until == 0 || version < until));
    }

    private Optional<VersionRow> version(String scope, int version) {
        return jdbc.sql(VersionRow.SELECT + "where v.scope = :scope and v.version = :version")
                .param("scope", scope)
                .param("version", version)
                .query(VersionRow::from)
                .optional();
    }

    Page<VersionRow> versions(String scope, Paging paging) {
        return paging.page(
                jdbc.sql(VersionRow.SELECT + """
                                where v.scope = :scope and v.position < :before
                                order by v.position desc
                                limit :limit
                                """)
                        .param("scope", scope)
                        .param("before", paging.before())
                        .param("limit", paging.limit() + 1)
                        .query(VersionRow::from)
                        .list(),
                VersionRow::position);
    }
}
