package io.countersign.query.audit;

import io.countersign.events.audit.AuditExported;
import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.events.user.SignInBlocked;
import io.countersign.events.user.SignInFailed;
import io.countersign.events.user.UserCreated;
import io.countersign.platform.rules.VersionId;
import io.countersign.platform.web.Times;
import io.countersign.policy.SettingsDifference;
import io.countersign.policy.SettingsDifference.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The fields of an entry before and after a change, by their API names. They must not contain personal data, because entries cannot be erased. */
final class EntryFields {
    private EntryFields() {}

    /** Takes names and values alternately; values may be null. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    static Map<String, Object> of(TenantCreated created) {
        return of(
                "name", created.name(),
                "tier", created.tier().wireName(),
                "autopost_enabled", created.settings().autopostEnabled(),
                "autopost_threshold", created.settings().autopostThreshold(),
                "llm_tenant_cap_usd", created.settings().llmTenantCapUsd(),
                "cold_start_min_labels", created.settings().coldStartMinLabels());
    }

    static Map<String, Object> of(UserCreated created) {
        return of(
                "user_id",
                created.userId(),
                "role",
                created.role().wireName(),
                "tenants",
                new TreeSet<>(created.tenants()));
    }

    static Map<String, Object> of(SignInFailed failed) {
        return of(
                "user_id", failed.userId(),
                "typed", failed.typed(),
                "purpose", failed.purpose().wireName(),
                "count", failed.count());
    }

    static Map<String, Object> of(SignInBlocked blocked) {
        return of(
                "user_id", blocked.userId(),
                "typed", blocked.typed(),
                "purpose", blocked.purpose().wireName(),
                "count", blocked.count(),
                "until", Times.format(blocked.until()));
    }

    static Map<String, Object> of(AuditExported exported) {
        return of(
                "export_id", exported.exportId(),
                "format", exported.format(),
                "filters", exported.filters(),
                "tenants", exported.tenants());
    }

    static Map<String, Object> of(Candidate candidate) {
        return of(
                "candidate_id", candidate.candidateId(),
                "type", candidate.type().wireName(),
                "pattern", candidate.pattern(),
                "account", candidate.account(),
                "amount_min", candidate.amountMin(),
                "amount_max", candidate.amountMax(),
                "department", candidate.department(),
                "evidence",
                        of(
                                "count", candidate.evidence().count(),
                                "precision", candidate.evidence().precision(),
                                "std_dev", candidate.evidence().stdDev()));
    }

    static Map<String, Object> of(RulePromoted promoted) {
        return of(
                "version_id", VersionId.of(promoted.version()),
                "candidate_id", promoted.candidateId(),
                "rule_id", promoted.rule().ruleId(),
                "pattern", promoted.rule().pattern(),
                "account", promoted.rule().account(),
                "replaced", promoted.replaced());
    }

    static Map<String, Object> of(RulesRolledBack rolledBack) {
        return of(
                "version_id", VersionId.of(rolledBack.version()),
                "restored_from", VersionId.of(rolledBack.restoredFrom()),
                "rule_count", rolledBack.rules().size());
    }

    static Map<String, Object> of(RulesImported imported) {
        return of(
                "version_id",
                VersionId.of(imported.version()),
                "rule_count",
                imported.rules().size());
    }

    static Map<String, Object> version(int version) {
        return of("version_id", VersionId.of(version));
    }

    /** Only the changed settings, from one side of the change. */
    static Map<String, Object> changed(TenantSettingsChanged changed, Function<Change, Object> side) {
        Map<String, Object> fields = new LinkedHashMap<>();
        SettingsDifference.between(changed.before(), changed.after())
                .forEach((name, change) -> fields.put(name, side.apply(change)));
        return fields;
    }
}
