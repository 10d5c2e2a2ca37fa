package io.countersign.query.dryrun;

import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Range;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Text;
import io.countersign.platform.web.TextRules;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.projection.UpToDate;
import io.countersign.query.rules.RuleBookView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tenants")
@RestController
class SettingsDryRunApi {
    private final DryRun dryRun;
    private final TenantNames tenants;
    private final RuleBookView books;

    SettingsDryRunApi(DryRun dryRun, TenantNames tenants, RuleBookView books) {
        this.dryRun = dryRun;
        this.tenants = tenants;
        this.books = books;
    }

    @Operation(summary = "Preview (dry-run) a change of settings on past decisions")
    @UpToDate
    @PostMapping("/api/tenants/{tenant_id}/settings/dryrun")
    DryRunAnswer dryRun(
            @PathVariable("tenant_id") TenantId tenant,
            @RequestBody SettingsRequest request,
            @RequestParam(name = "from", required = false) String from,
            @RequestParam(name = "to", required = false) String to,
            @RequestParam(name = "baseline", required = false) String baseline,
            Caller caller) {
        tenants.mustSee(tenant, Permission.DRY_RUN, caller);
        DecisionPeriod between = DecisionPeriod.read(from, to);
        DryRun.Findings findings = dryRun.run(
                DecisionSelection.of(tenant, between), request.override(), request.baseline(baseline), caller.userId());
        DryRunAnswer.EvaluatedAt versions = new DryRunAnswer.EvaluatedAt(
                VersionId.of(books.versionAt(TenantId.FIRM, null)),
                VersionId.of(books.versionAt(tenant.value(), null)));
        return DryRunAnswer.of(List.of(), tenant.value(), findings, versions);
    }

    /** The body of the change itself plus a baseline. The reason is accepted and ignored. */
    record SettingsRequest(
            Boolean autopostEnabled,
            @Range(min = "0.80", max = "0.98", decimals = 4) BigDecimal autopostThreshold,
            @Range(min = "0", max = "10000", decimals = 2) BigDecimal llmTenantCapUsd,
            @Range(min = "0", max = "100") Integer coldStartMinLabels,

            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason,

            String baseline) {
        /** @param parameter from the query string, used by the settings form; null if absent */
        Baseline baseline(String parameter) {
            if (baseline != null && parameter != null && !baseline.equals(parameter)) {
                throw Refusal.invalid(List.of(new FieldError("baseline", "is given twice, and differently")));
            }
            return Baseline.read(baseline == null ? parameter : baseline);
        }

        SettingsOverride override() {
            return new SettingsOverride(autopostEnabled, autopostThreshold, llmTenantCapUsd, coldStartMinLabels);
        }
    }
}
