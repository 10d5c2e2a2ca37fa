package io.countersign.query.dryrun;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import io.countersign.policy.SamePattern;
import io.countersign.policy.TenantId;
import io.countersign.query.rules.CandidateRow;
import io.countersign.query.rules.CandidateView;
import io.countersign.query.rules.RuleBookView;
import io.countersign.query.tenants.KnownTenants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Dry-runs of rule books: of accepting candidates, and of rolling back. */
@Component
class RuleDryRuns {
    private final DryRun dryRun;
    private final CandidateView candidates;
    private final RuleBookView books;
    private final KnownTenants tenants;

    RuleDryRuns(DryRun dryRun, CandidateView candidates, RuleBookView books, KnownTenants tenants) {
        this.dryRun = dryRun;
        this.candidates = candidates;
        this.books = books;
        this.tenants = tenants;
    }

    /**
     * @param tenant whose decisions to look at; null for those of the candidates' scope
     * @throws Refusal for an unknown candidate, for two with the same pattern, or for candidates of several scopes
     */
    DryRunAnswer candidates(List<String> ids, TenantId tenant, DecidedBetween between, Caller caller) {
        List<CandidateRow> rows = ids.stream().map(id -> visible(id, caller)).toList();
        String scope = scopeOf(rows);
        mustDiffer(rows);
        TenantId only = scope.equals(TenantId.FIRM) ? tenant : tenantOf(scope, tenant);
        List<Rule> rules = rows.stream().map(CandidateRow::rule).toList();
        Impact impact = run(scope, only, between, caller, book -> merged(book, rules), rules);
        return DryRunAnswer.of(ids, only == null ? null : only.value(), impact, versions(only));
    }

    /** @param tenant whose book to roll back; null for the firm's */
    DryRunAnswer rollback(String toVersion, TenantId tenant, DecidedBetween between, Caller caller) {
        String scope = tenant == null ? TenantId.FIRM : tenant.value();
        if (tenant == null) {
            caller.mustHave(Permission.READ_RULES);
        } else {
            mustSee(tenant, caller);
        }
        List<Rule> restored = books.mustHave(scope, toVersion);
        Impact impact = run(scope, tenant, between, caller, book -> restored, books.everyRule(scope));
        return DryRunAnswer.of(List.of(), tenant == null ? null : tenant.value(), impact, versions(tenant));
    }

    private Impact run(
            String scope,
            TenantId only,
            DecidedBetween between,
            Caller caller,
            UnaryOperator<List<Rule>> change,
            List<Rule> touched) {
        if (only != null) {
            mustSee(only, caller);
        }
        List<TenantId> looked = only != null ? List.of(only) : tenants.all(caller.limits(Permission.DRY_RUN));
        List<Population> populations = looked.stream()
                .map(tenant -> new Population(tenant, between.from(), between.to()))
                .toList();
        return dryRun.run(
                populations,
                population -> new BookChange(
                        scope, population.tenant(), change, books::rules, VendorReach.of(touched)));
    }

    private CandidateRow visible(String id, Caller caller) {
        CandidateRow row = candidates.find(id).orElseThrow(() -> unknown(id));
        if (row.tenantId() != null && !caller.has(Permission.DRY_RUN, new TenantId(row.tenantId()))) {
            throw unknown(id);
        }
        return row;
    }

    private static Refusal unknown(String id) {
        return ErrorCode.CANDIDATE_NOT_FOUND.because("There is no candidate %s".formatted(id));
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

    private static TenantId tenantOf(String scope, TenantId asked) {
        if (asked != null && !asked.value().equals(scope)) {
            throw Refusal.invalid(List.of(new FieldError("tenant_id", "isn't the tenant that the candidate is for")));
        }
        return new TenantId(scope);
    }

    private void mustSee(TenantId tenant, Caller caller) {
        caller.mustHave(Permission.DRY_RUN, tenant);
        tenants.mustExist(tenant);
    }

    /** The book with these rules in it, in place of those with the same patterns, as accepting would do. */
    private static List<Rule> merged(List<Rule> book, List<Rule> rules) {
        Set<SamePattern> patterns = new HashSet<>(rules.stream().map(SamePattern::of).toList());
        List<Rule> merged = new ArrayList<>(
                book.stream().filter(rule -> !patterns.contains(SamePattern.of(rule))).toList());
        merged.addAll(rules);
        return merged;
    }

    private DryRunAnswer.EvaluatedAt versions(TenantId tenant) {
        return new DryRunAnswer.EvaluatedAt(
                "v" + books.versionAt(TenantId.FIRM, null),
                tenant == null ? null : "v" + books.versionAt(tenant.value(), null));
    }
}
