package io.countersign.policy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision depends on, recorded with it, so that it can be made again under other settings or rules.
 *
 * @param proposal      null if none was given
 * @param journal       null if no journal lines were given
 * @param settings      in force at the decision
 * @param newestLabels  of this vendor in this tenant; null if there are none
 * @param llmSpendUsd   the tenant's spend of this calendar month (UTC) before this transaction
 * @param amounts       of the earlier transactions of this vendor and currency
 * @param firmVersion   of the firm's rule book, 0 while empty
 * @param tenantVersion of the tenant's rule book, 0 while empty
 * @param match         null without a matching rule
 */
public record DecisionInputs(
        Transaction transaction,
        @Nullable Proposal proposal,
        @Nullable JournalTotals journal,
        Settings settings,
        @Nullable LabelRun newestLabels,
        BigDecimal llmSpendUsd,
        AmountStatistics amounts,
        int firmVersion,
        int tenantVersion,
        @Nullable RuleMatch match) {
    public DecisionInputs {
        llmSpendUsd = Decimals.plain(llmSpendUsd);
    }
}
