package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Settings;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;

/** Other settings; null leaves one as it was recorded. */
record SettingsOverride(
        Boolean autopostEnabled, BigDecimal autopostThreshold, BigDecimal llmTenantCapUsd, Integer coldStartMinLabels)
        implements Change {
    @Override
    public DecisionInputs applied(DecisionInputs recorded) {
        Settings before = recorded.settings();
        Settings after = new Settings(
                autopostEnabled == null ? before.autopostEnabled() : autopostEnabled,
                autopostThreshold == null ? before.autopostThreshold() : autopostThreshold,
                llmTenantCapUsd == null ? before.llmTenantCapUsd() : llmTenantCapUsd,
                coldStartMinLabels == null ? before.coldStartMinLabels() : coldStartMinLabels);
        return new DecisionInputs(
                recorded.transaction(), recorded.proposal(), recorded.journal(), after, recorded.newestLabels(),
                recorded.llmSpendUsd(), recorded.amounts(), recorded.firmVersion(), recorded.tenantVersion(),
                recorded.match());
    }

    @Override
    public Optional<Predicate<String>> vendors() {
        return Optional.empty();
    }
}
