package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import io.countersign.platform.web.CrossFieldChecks;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Range;
import io.countersign.platform.web.Text;
import io.countersign.policy.Decimals;
import io.countersign.policy.PatternWarnings;
import io.countersign.policy.Rule;
import io.countersign.policy.RulePattern;
import io.countersign.policy.TenantId;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A proposed rule as it is sent. */
record CandidateRequest(
        @NotNull @Text(asGiven = true) String vendorPattern,
        @NotNull @Text String suggestedAccount,
        TenantId tenantId,
        Rule.Type type,

        @Range(min = Range.AMOUNT_MIN, max = Range.AMOUNT_MAX, decimals = Decimals.AMOUNT_SCALE)
        BigDecimal amountMin,

        @Range(min = Range.AMOUNT_MIN, max = Range.AMOUNT_MAX, decimals = Decimals.AMOUNT_SCALE)
        BigDecimal amountMax,

        @Text String department,
        @NotNull EvidenceRequest evidence)
        implements CrossFieldChecks {
    String scope() {
        return tenantId == null ? TenantId.FIRM : tenantId.value();
    }

    @Override
    public List<FieldError> misfits() {
        List<FieldError> misfits = new ArrayList<>();
        if (amountMin != null && amountMax != null && amountMin.compareTo(amountMax) > 0) {
            misfits.add(new FieldError("amount_min", "must not be above amount_max"));
        }
        try {
            if (vendorPattern != null) {
                RulePattern.normalized(kind(), vendorPattern);
            }
        } catch (IllegalArgumentException e) {
            misfits.add(new FieldError("vendor_pattern", e.getMessage()));
        }
        return misfits;
    }

    Candidate candidate() {
        return new Candidate(
                CandidateId.fresh(),
                kind(),
                RulePattern.normalized(kind(), vendorPattern),
                suggestedAccount,
                amountMin,
                amountMax,
                department,
                new Candidate.Evidence(evidence.count(), evidence.precision(), evidence.stdDev()),
                null);
    }

    List<String> warnings() {
        return PatternWarnings.of(kind(), vendorPattern);
    }

    private Rule.Type kind() {
        return type == null ? Rule.Type.VENDOR_GLOB : type;
    }

    record EvidenceRequest(
            @NotNull @Range(min = "0", max = "1000000000") Integer count,

            @NotNull @Range(min = "0", max = "1", decimals = 6)
            BigDecimal precision,

            @Range(min = "0", max = "1", decimals = 6) BigDecimal stdDev) {}
}
