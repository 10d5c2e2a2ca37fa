package io.countersign.command.tenant;

import io.countersign.platform.web.FieldError;
import io.countersign.policy.Decimals;
import io.countersign.policy.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** New values for some settings; null leaves a setting as it is. */
public record SettingsChange(
        Boolean autopostEnabled, BigDecimal autopostThreshold, BigDecimal llmTenantCapUsd, Integer coldStartMinLabels) {
    private static final BigDecimal THRESHOLD_MIN = new BigDecimal("0.80");
    private static final BigDecimal THRESHOLD_MAX = new BigDecimal("0.98");
    private static final BigDecimal CAP_MAX = new BigDecimal("10000");
    private static final int LABELS_MAX = 100;

    /** Every value that is outside of its limits. */
    List<FieldError> faults() {
        List<FieldError> faults = new ArrayList<>();
        if (autopostThreshold != null) {
            if (isOutside(autopostThreshold, THRESHOLD_MIN, THRESHOLD_MAX)) {
                faults.add(new FieldError("autopost_threshold", "must be between 0.80 and 0.98"));
            } else if (!Decimals.fits(autopostThreshold, 4)) {
                faults.add(new FieldError("autopost_threshold", "must have at most 4 decimals"));
            }
        }
        if (llmTenantCapUsd != null) {
            if (isOutside(llmTenantCapUsd, BigDecimal.ZERO, CAP_MAX)) {
                faults.add(new FieldError("llm_tenant_cap_usd", "must be between 0 and 10000"));
            } else if (!Decimals.fits(llmTenantCapUsd, 2)) {
                faults.add(new FieldError("llm_tenant_cap_usd", "must have at most 2 decimals"));
            }
        }
        if (coldStartMinLabels != null && (coldStartMinLabels < 0 || coldStartMinLabels > LABELS_MAX)) {
            faults.add(new FieldError("cold_start_min_labels", "must be between 0 and 100"));
        }
        return faults;
    }

    private static boolean isOutside(BigDecimal value, BigDecimal min, BigDecimal max) {
        return value.compareTo(min) < 0 || value.compareTo(max) > 0;
    }

    /** The settings with these values in place. */
    Settings appliedTo(Settings settings) {
        return new Settings(
                autopostEnabled == null ? settings.autopostEnabled() : autopostEnabled,
                autopostThreshold == null ? settings.autopostThreshold() : autopostThreshold,
                llmTenantCapUsd == null ? settings.llmTenantCapUsd() : llmTenantCapUsd,
                coldStartMinLabels == null ? settings.coldStartMinLabels() : coldStartMinLabels);
    }
}
