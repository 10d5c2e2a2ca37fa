package io.countersign.query.rules;

import io.countersign.events.EventJson;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleOrder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads rule books and their versions. */
@Component
class RuleBookView {
    private static final JsonMapper JSON = EventJson.mapper();

    private final JdbcClient jdbc;

    RuleBookView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the version in force at a time, null for now; 0 before the first. */
    int versionAt(String scope, Instant asOf) {
        return jdbc.sql("""
                        select coalesce(max(version), 0)
                        from read_model.rule_version
                        where scope = :scope and reached_at <= coalesce(:as_of, 'infinity'::timestamptz)
                        """)
                .param("scope", scope)
                .param("as_of", asOf == null ? null : OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Rules of a version in the order in which they match; those of version 0 are none. */
    List<Rule> rules(String scope, int version) {
        return jdbc
                .sql("""
                        select rule
                        from read_model.rule_version_rule
                        where scope = :scope
                          and from_version <= :version
                          and (until_version is null or until_version > :version)
                        """)
                .param("scope", scope)
                .param("version", version)
                .query(String.class)
                .list()
                .stream()
                .map(json -> JSON.readValue(json, Rule.class))
                .sorted(RuleOrder.FIRST_TO_LAST)
                .toList();
    }

    Optional<VersionRow> version(String scope, int version) {
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
