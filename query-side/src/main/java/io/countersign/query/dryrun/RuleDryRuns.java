package io.countersign.query.dryrun;

import io.countersign.platform.rules.CandidateNotFound;
import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import io.countersign.policy.SamePattern;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.rules.CandidateRow;
import io.countersign.query.rules.CandidateView;
import io.countersign.query.rules.RuleBookVersions;
import io.countersign.query.rules.RuleBookView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Dry-runs of accepting candidates and of restoring a version. */
@Component
class RuleDryRuns {
    private final DryRun dryRun;
    private final CandidateView candidates;
    private final RuleBookView books;
    private final TenantNames tenants;

    RuleDryRuns(DryRun dryRun, CandidateView candidates, RuleBookView books, TenantNames tenants) {
        this.dryRun = dryRun;
        this.candidates = candidates;
        this.books = books;
        this.tenants = tenants;
    }

    /**
     * @param tenant whose decisions to evaluate; null for the scope of the candidates
     * @throws Refusal for an unknown candidate, two candidates with the same pattern, or candidates of several scopes
     */
    DryRunAnswer candidates(
            List<String> ids, TenantId tenant, DecisionPeriod between, Baseline baseline, Caller caller) {
        List<CandidateRow> rows = ids.stream().map(id -> visible(id, caller)).toList();
        String scope = scopeOf(rows);
        mustDiffer(rows);
        TenantId only = scope.equals(TenantId.FIRM) ? tenant : tenantOf(scope, tenant, caller);
        CandidateAcceptance acceptance =
                new CandidateAcceptance(rows.stream().map(CandidateRow::rule).toList());
        return run(ids, change(scope, acceptance), only, between, baseline, caller);
    }

    /** @param tenant whose rule book to restore; null for the firm's */
    DryRunAnswer rollback(String toVersion, TenantId tenant, DecisionPeriod between, Baseline baseline, Caller caller) {
        String scope = tenant == null ? TenantId.FIRM : tenant.value();
        if (tenant == null) {
            caller.mustHave(Permission.READ_RULES);
        } else {
            tenants.mustSee(tenant, Permission.DRY_RUN, caller);
        }
        List<Rule> restored = books.mustHave(scope, toVersion);
        return run(List.of(), change(scope, new VersionRestoration(restored)), tenant, between, baseline, caller);
    }

    private RuleBookChange change(String scope, RuleBookEdit edit) {
        RuleBookVersions firm = books.versions(TenantId.FIRM);
        return scope.equals(TenantId.FIRM)
                ? RuleBookChange.ofFirm(firm, edit)
                : RuleBookChange.ofTenant(books.versions(scope), firm, edit);
    }

    /** @param only the tenant to evaluate; null for every tenant that the caller sees */
    private DryRunAnswer run(
            List<String> candidates,
            RuleBookChange change,
            TenantId only,
            DecisionPeriod between,
            Baseline baseline,
            Caller caller) {
        if (only != null) {
            tenants.mustSee(only, Permission.DRY_RUN, caller);
        }
        List<TenantId> tenantIds = only != null
                ? List.of(only)
                : caller.limits(Permission.DRY_RUN)
                        .<List<TenantId>>map(List::copyOf)
                        .orElse(null);
        DryRun.Findings findings = dryRun.run(
                new DecisionSelection(tenantIds, between.from(), between.to()), change, baseline, caller.userId());
        return DryRunAnswer.of(candidates, only == null ? null : only.value(), findings, versions(only));
    }

    private CandidateRow visible(String id, Caller caller) {
        CandidateRow row = candidates.find(id).orElseThrow(() -> CandidateNotFound.named(id));
        if (row.tenantId() != null && !caller.has(Permission.DRY_RUN, new TenantId(row.tenantId()))) {
            throw CandidateNotFound.named(id);
        }
        return row;
    }

    private static String scopeOf(List<CandidateRow> rows) {
        String scope = rows.get(0).scope();
        if (rows.stream().anyMatch(row -> !row.scope().equals(scope))) {
            throw Refusal.invalid(List.of(new FieldError("candidate_ids", "must be of one scope")));
        }
        return scope;
    }

    private static void mustDiffer(List<CandidateRow> rows) {
        Set<SamePattern> patterns = new HashSet<>();
        for (CandidateRow row : rows) {
            if (!patterns.add(SamePattern.of(row.rule()))) {
                throw ErrorCode.SAME_PATTERN.because(
                        "Two of the candidates have the pattern %s".formatted(row.vendorPattern()));
            }
        }
    }

    private TenantId tenantOf(String scope, TenantId asked, Caller caller) {
        if (asked != null && !asked.value().equals(scope)) {
            tenants.mustSee(asked, Permission.DRY_RUN, caller);
            throw Refusal.invalid(List.of(new FieldError("tenant_id", "isn't the tenant that the candidate is for")));
        }
        return new TenantId(scope);
    }

    private DryRunAnswer.EvaluatedAt versions(TenantId tenant) {
        return new DryRunAnswer.EvaluatedAt(
                VersionId.of(books.versionAt(TenantId.FIRM, null)),
                tenant == null ? null : VersionId.of(books.versionAt(tenant.value(), null)));
    }
}
