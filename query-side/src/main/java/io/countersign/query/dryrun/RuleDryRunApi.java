package io.countersign.query.dryrun;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.QueryOrBody;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.TenantId;
import io.countersign.query.projection.UpToDate;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Rules")
@RestController
class RuleDryRunApi {
    private final RuleDryRuns dryRuns;

    RuleDryRunApi(RuleDryRuns dryRuns) {
        this.dryRuns = dryRuns;
    }

    @Operation(summary = "Preview (dry-run) accepting candidates or restoring a version, on past decisions")
    @UpToDate
    @PostMapping("/api/rules/dryrun")
    DryRunAnswer dryRun(
            @RequestBody(required = false) DryRunRequest request,
            @RequestParam(name = "candidate_id", required = false) String candidate,
            Caller caller) {
        DryRunRequest asked = request == null ? new DryRunRequest(null, null, null, null, null, null, null) : request;
        caller.mustHave(Permission.DRY_RUN, asked.tenantId());
        List<String> candidates = asked.candidates(candidate);
        if (candidates.isEmpty() == (asked.toVersion() == null)) {
            throw Refusal.invalid(List.of(new FieldError(
                    "candidate_id", "is required, or candidate_ids, or to_version, and only one of these")));
        }
        DecisionPeriod between = DecisionPeriod.read(asked.from(), asked.to());
        Baseline baseline = Baseline.read(asked.baseline());
        return candidates.isEmpty()
                ? dryRuns.rollback(asked.toVersion(), asked.tenantId(), between, baseline, caller)
                : dryRuns.candidates(candidates, asked.tenantId(), between, baseline, caller);
    }

    record DryRunRequest(
            String candidateId,
            List<String> candidateIds,
            String toVersion,
            TenantId tenantId,
            String from,
            String to,
            String baseline) {
        /** @throws Refusal if the query, the one id and the list of ids don't say the same */
        List<String> candidates(String parameter) {
            String one = QueryOrBody.one("candidate_id", parameter, candidateId);
            if (one == null) {
                return candidateIds == null
                        ? List.of()
                        : candidateIds.stream().distinct().toList();
            }
            if (candidateIds != null && candidateIds.stream().anyMatch(id -> !one.equals(id))) {
                throw Refusal.invalid(List.of(new FieldError("candidate_ids", "has others than candidate_id")));
            }
            return List.of(one);
        }
    }
}
