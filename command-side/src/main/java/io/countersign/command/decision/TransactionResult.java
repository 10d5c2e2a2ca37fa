package io.countersign.command.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.platform.rules.VersionId;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import io.countersign.policy.RuleMatch;
import java.math.BigDecimal;
import java.util.List;

/**
 * The answer for one transaction.
 *
 * @param line   in a stream, the number of its line, from 1; null elsewhere
 * @param action null if nothing was decided or imported
 * @param ruleVersion of the matched rule's book, as its name; null without a rule
 * @param code   why not, for a conflict or an invalid one; null elsewhere, as is detail
 */
public record TransactionResult(
        @JsonInclude(JsonInclude.Include.NON_NULL) Long line,
        String txnId,
        String action,
        Reason notAutoPostReason,
        List<Reason> reasons,
        String account,
        BigDecimal calibratedP,
        BigDecimal thresholdUsed,
        String ruleId,
        String ruleScope,
        String ruleVersion,
        ResultStatus status,
        @JsonInclude(JsonInclude.Include.NON_NULL) String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) String detail) {
    /** Answers that are kept for repetitions may be of an earlier build, which wrote the version's number. */
    public TransactionResult {
        ruleVersion = ruleVersion == null || ruleVersion.startsWith("v") ? ruleVersion : "v" + ruleVersion;
    }

    static TransactionResult decided(TransactionDecided event, ResultStatus status) {
        Outcome outcome = event.outcome();
        RuleMatch match = event.inputs().match();
        return new TransactionResult(
                null,
                event.txnId().value(),
                outcome.action().wireName(),
                outcome.notAutoPostReason(),
                outcome.reasons(),
                outcome.account(),
                outcome.calibratedP(),
                outcome.thresholdUsed(),
                match == null ? null : match.rule().ruleId(),
                match == null ? null : match.scope(),
                match == null ? null : VersionId.of(match.version()),
                status,
                null,
                null);
    }

    static TransactionResult imported(TransactionImported event, ResultStatus status) {
        return new TransactionResult(
                null,
                event.txnId().value(),
                "imported",
                null,
                List.of(),
                event.account(),
                event.calibratedP(),
                null,
                null,
                null,
                null,
                status,
                null,
                null);
    }

    static TransactionResult conflict(String txnId, String detail) {
        return refused(txnId, ResultStatus.CONFLICT, "transaction_conflict", detail);
    }

    /** For what can't be a transaction; txnId may be null. */
    public static TransactionResult invalid(String txnId, String code, String detail) {
        return refused(txnId, ResultStatus.INVALID, code, detail);
    }

    private static TransactionResult refused(String txnId, ResultStatus status, String code, String detail) {
        return new TransactionResult(
                null, txnId, null, null, List.of(), null, null, null, null, null, null, status, code, detail);
    }

    /** The same, as the answer for a line of a stream. */
    public TransactionResult at(long lineNumber) {
        return numbered(lineNumber);
    }

    /** The same, as the answer for an element of a list. */
    public TransactionResult withoutLine() {
        return numbered(null);
    }

    private TransactionResult numbered(Long lineNumber) {
        return new TransactionResult(
                lineNumber,
                txnId,
                action,
                notAutoPostReason,
                reasons,
                account,
                calibratedP,
                thresholdUsed,
                ruleId,
                ruleScope,
                ruleVersion,
                status,
                code,
                detail);
    }
}
