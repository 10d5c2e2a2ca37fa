package io.countersign.command.decision.intake;

import io.countersign.command.decision.Booking;
import io.countersign.command.decision.Submission;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Range;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Text;
import io.countersign.platform.web.TextRules;
import io.countersign.policy.Decimals;
import io.countersign.policy.Proposal;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A transaction as it is sent. The account is for imports and the proposal for decisions; a line of CSV has the
 * proposal's parts in the account and calibratedP.
 */
record TransactionRequest(
        TenantId tenantId,
        @NotNull TxnId txnId,
        @NotNull LocalDate date,
        @NotNull @Text String vendor,

        @NotNull @Range(min = Range.AMOUNT_MIN, max = Range.AMOUNT_MAX, decimals = Decimals.AMOUNT_SCALE)
        BigDecimal amount,

        @NotNull CurrencyCode currency,
        @Text String department,
        @Text(max = TextRules.NOTE_LENGTH, multiline = true) String memo,
        CategoryCode mcc,
        ProposalRequest proposal,
        List<JournalLine> journalLines,
        @Text String account,
        @Range(min = "0", max = "1", decimals = 6) BigDecimal calibratedP) {
    /** @throws Refusal if there is an account outside of the proposal */
    Submission submission(TenantId tenant) {
        if (account != null) {
            throw fault("account", "belongs into the proposal; only imports have an account");
        }
        if (calibratedP != null) {
            throw fault("calibrated_p", "belongs into the proposal");
        }
        return new Submission(
                tenant,
                transaction(),
                proposal == null ? null : proposal.proposal(),
                JournalLine.totals(journalLines),
                JournalLine.totalsAsGiven(journalLines));
    }

    /**
     * The same for a line of CSV. An account whose probability isn't told counts as one that nobody vouches for.
     *
     * @throws Refusal if there is a probability of no account
     */
    Submission submissionFromCsv(TenantId tenant) {
        if (account == null && calibratedP != null) {
            throw fault("calibrated_p", "needs an account");
        }
        Proposal told = account == null
                ? null
                : new Proposal(
                        account, calibratedP == null ? BigDecimal.ZERO : calibratedP, Proposal.Source.ML, null, null);
        return new Submission(tenant, transaction(), told, null);
    }

    /** @throws Refusal if there is no account */
    Booking booking(TenantId tenant) {
        if (account == null) {
            throw fault("account", "is required");
        }
        BigDecimal p =
                calibratedP == null && proposal != null && proposal.account().equals(account)
                        ? proposal.calibratedP()
                        : calibratedP;
        return new Booking(tenant, transaction(), account, p);
    }

    private Transaction transaction() {
        return new Transaction(
                txnId,
                date,
                vendor,
                VendorNormalizer.normalize(vendor),
                amount,
                currency.value(),
                department,
                memo,
                mcc == null ? null : mcc.value());
    }

    private static Refusal fault(String field, String message) {
        return Refusal.invalid(List.of(new FieldError(field, message)));
    }

    record ProposalRequest(
            @NotNull @Text String account,

            @NotNull @Range(min = "0", max = "1", decimals = 6)
            BigDecimal calibratedP,

            @NotNull Proposal.Source source,
            @Range(min = "0", max = "1000000", decimals = 6) BigDecimal llmCostUsd,
            @Text String modelVersion) {
        Proposal proposal() {
            return new Proposal(account, calibratedP, source, llmCostUsd, modelVersion);
        }
    }
}
