package io.countersign.command.rules;

import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.command.rules.mining.MiningOptions;
import io.countersign.events.rules.Candidate;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Range;
import io.countersign.policy.Rule;
import io.countersign.policy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Rules")
@RestController
class MiningApi {
    private final Commands commands;

    MiningApi(Commands commands) {
        this.commands = commands;
    }

    @Operation(summary = "Find rules in the bookings (labels) of a tenant, or of all tenants, and propose them")
    @PostMapping("/api/rules/candidates/mine")
    ResponseEntity<MinedAnswer> mine(@RequestBody(required = false) MineRequest request, CommandContext context) {
        MineRequest asked = request == null ? new MineRequest(null, null, null, null) : request;
        Caller caller = context.caller();
        caller.mustHave(Permission.CHANGE_RULES, asked.tenantId());
        CommandAnswer<MinedRules> answer = commands.send(asked.command(), context.with(asked));
        MinedRules mined = answer.result();
        List<MinedCandidate> proposed = mined.proposed().stream()
                .map(candidate -> MinedCandidate.of(candidate, asked.tenantId(), caller.userId()))
                .toList();
        return CommandResponse.ok(answer).body(new MinedAnswer(proposed, mined.consideredLabels()));
    }

    record MineRequest(
            TenantId tenantId,
            @Range(min = "0", max = "100000") Integer windowDays,
            @Range(min = "1", max = "1000000000") Integer minSupport,
            @Range(min = "0", max = "1", decimals = 6) BigDecimal minPrecision) {
        MineRules command() {
            MiningOptions defaults = MiningOptions.DEFAULTS;
            return new MineRules(
                    tenantId,
                    new MiningOptions(
                            windowDays,
                            minSupport == null ? defaults.minSupport() : minSupport,
                            minPrecision == null ? defaults.minPrecision() : minPrecision));
        }
    }

    record MinedAnswer(List<MinedCandidate> proposed, int consideredLabels) {}

    /** A candidate as the list of candidates has it. */
    record MinedCandidate(
            String id,
            TenantId tenantId,
            String vendorPattern,
            Rule.Type type,
            BigDecimal amountMin,
            BigDecimal amountMax,
            String department,
            String suggestedAccount,
            Candidate.Evidence evidence,
            String explanation,
            String status,
            String reviewedBy,
            Instant reviewedAt,
            String reviewReason,
            String createdBy,
            Instant createdAt) {
        static MinedCandidate of(ProposedCandidate proposed, TenantId tenant, String user) {
            Candidate it = proposed.candidate();
            return new MinedCandidate(
                    it.candidateId(),
                    tenant,
                    it.pattern(),
                    it.type(),
                    it.amountMin(),
                    it.amountMax(),
                    it.department(),
                    it.account(),
                    it.evidence(),
                    it.explanation(),
                    "pending",
                    null,
                    null,
                    null,
                    user,
                    proposed.at());
        }
    }
}
