package io.countersign.command.decision;

import io.countersign.command.decision.DecisionCommand.ApproveDecision;
import io.countersign.command.decision.DecisionCommand.CorrectDecision;
import io.countersign.command.decision.DecisionCommand.RejectDecision;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.platform.security.Account;
import io.countersign.platform.security.AccountLookup;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Text;
import io.countersign.platform.web.TextRules;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotNull;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people make of decisions. */
@Tag(name = "Decisions")
@RestController
@RequestMapping("/api/decisions/{tenant_id}/{txn_id}")
class SettlementApi {
    private final Commands commands;
    private final AccountLookup accounts;

    SettlementApi(Commands commands, AccountLookup accounts) {
        this.commands = commands;
        this.accounts = accounts;
    }

    @Operation(summary = "Approve a decision")
    @PostMapping("/approve")
    ResponseEntity<SettledAnswer> approve(
            @PathVariable("tenant_id") TenantId tenant,
            @PathVariable("txn_id") TxnId txn,
            @RequestBody(required = false) ReasonRequest request,
            CommandContext context) {
        String reason = request == null ? null : request.reason();
        return settle(tenant, txn, new ApproveDecision(tenant, txn, reason), context.with(request));
    }

    @Operation(
            summary =
                    "Correct a decision: give the transaction another account; the decided account counts as an approval")
    @PostMapping("/correct")
    ResponseEntity<SettledAnswer> correct(
            @PathVariable("tenant_id") TenantId tenant,
            @PathVariable("txn_id") TxnId txn,
            @RequestBody CorrectRequest request,
            CommandContext context) {
        CorrectDecision correct = new CorrectDecision(tenant, txn, request.account(), request.reason());
        return settle(tenant, txn, correct, context.with(request));
    }

    @Operation(summary = "Reject a decision")
    @PostMapping("/reject")
    ResponseEntity<SettledAnswer> reject(
            @PathVariable("tenant_id") TenantId tenant,
            @PathVariable("txn_id") TxnId txn,
            @RequestBody RejectRequest request,
            CommandContext context) {
        return settle(tenant, txn, new RejectDecision(tenant, txn, request.reason()), context.with(request));
    }

    private ResponseEntity<SettledAnswer> settle(TenantId tenant, TxnId txn, Object command, CommandContext context) {
        context.caller().mustHave(Permission.SETTLE_DECISIONS, tenant);
        try {
            CommandAnswer<SettledDecision> answer = commands.send(command, context);
            SettledDecision settled = answer.result();
            return CommandResponse.ok(answer)
                    .body(new SettledAnswer(true, tenant, txn, settled.outcome(), settled.account()));
        } catch (AggregateNotFoundException e) {
            throw ErrorCode.DECISION_NOT_FOUND.because("Tenant %s has no transaction %s".formatted(tenant, txn));
        } catch (Refusal refusal) {
            throw refusal.code() == ErrorCode.ALREADY_SETTLED
                    ? SettlementRecord.named(refusal, user -> name(user, context.caller()))
                    : refusal;
        }
    }

    /** The e-mail address for those who may read users, and one's own. */
    private String name(String userId, Caller reader) {
        boolean maySee =
                userId.equals(reader.userId()) || Permission.READ_USERS.of(reader.role()) != Permission.Reach.NONE;
        return maySee ? accounts.find(userId).map(Account::email).orElse(userId) : userId;
    }

    record ReasonRequest(
            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason) {}

    record CorrectRequest(
            @NotNull @Text String account,

            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason) {}

    record RejectRequest(
            @NotNull @Text(max = TextRules.NOTE_LENGTH, asGiven = true)
            String reason) {}

    record SettledAnswer(boolean success, TenantId tenantId, TxnId txnId, String outcome, String account) {}
}
