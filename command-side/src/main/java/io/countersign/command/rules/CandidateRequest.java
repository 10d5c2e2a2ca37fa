package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Range;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Text;
import io.countersign.policy.Rule;
import io.countersign.policy.RulePattern;
import io.countersign.policy.TenantId;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;

/** A proposed rule as it is sent. */
record CandidateRequest(
        @NotNull @Text String vendorPattern,
        @NotNull @Text String suggestedAccount,
        TenantId tenantId,
        Rule.Type type,
        @Range(min = "-999999999999999", max = "999999999999999", decimals = 4) BigDecimal amountMin,
        @Range(min = "-999999999999999", max = "999999999999999", decimals = 4) BigDecimal amountMax,
        @Text String department,
        @NotNull EvidenceRequest evidence) {
    String scope() {
        return tenantId == null ? TenantId.FIRM : tenantId.value();
    }

    /** @throws Refusal if the pattern is unfit, or the amounts are no range */
    Candidate candidate() {
        if (amountMin != null && amountMax != null && amountMin.compareTo(amountMax) > 0) {
            throw Refusal.invalid(List.of(new FieldError("amount_min", "must not be above amount_max")));
        }
        Rule.Type kind = type == null ? Rule.Type.VENDOR_GLOB : type;
        return new Candidate(
                CandidateId.fresh(),
                kind,
                pattern(kind),
                suggestedAccount,
                amountMin,
                amountMax,
                department,
                new Candidate.Evidence(evidence.count(), evidence.precision(), evidence.stdDev()),
                null);
    }

    private String pattern(Rule.Type kind) {
        try {
            return RulePattern.normalized(kind, vendorPattern);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(List.of(new FieldError("vendor_pattern", e.getMessage())));
        }
    }

    record EvidenceRequest(
            @NotNull @Range(min = "0", max = "1000000000") Integer count,
            @NotNull @Range(min = "0", max = "1", decimals = 6) BigDecimal precision,
            @Range(min = "0", max = "1", decimals = 6) BigDecimal stdDev) {}
}
