package io.countersign.command.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.command.rules.RuleBookCommand.AcceptCandidate;
import io.countersign.command.rules.RuleBookCommand.ProposeCandidate;
import io.countersign.command.rules.RuleBookCommand.RejectCandidate;
import io.countersign.command.rules.RuleBookCommand.RollBackRules;
import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.platform.web.QueryOrBody;
import io.countersign.platform.web.Text;
import io.countersign.platform.web.TextRules;
import io.countersign.policy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Rules")
@RestController
@RequestMapping("/api/rules")
class RuleApi {
    private final Commands commands;
    private final CandidateScopes scopes;

    RuleApi(Commands commands, CandidateScopes scopes) {
        this.commands = commands;
        this.scopes = scopes;
    }

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @Operation(summary = "Propose a rule for a tenant, or for the firm")
    @PostMapping("/candidates")
    ResponseEntity<ProposedAnswer> propose(@RequestBody CandidateRequest request, CommandContext context) {
        mayPropose(context.caller(), request.tenantId());
        ProposeCandidate propose = new ProposeCandidate(request.scope(), request.candidate());
        CommandAnswer<String> answer = commands.send(propose, context.with(request));
        return CommandResponse.status(201, answer).body(new ProposedAnswer(answer.result(), request.warnings()));
    }

    private static void mayPropose(Caller caller, TenantId tenant) {
        if (tenant == null) {
            caller.mustHave(Permission.CHANGE_RULES);
        } else {
            caller.mustHave(Permission.PROPOSE_CANDIDATES, tenant);
        }
    }

    @Operation(summary = "Accept a candidate: adds its rule to the rule book as a new version")
    @PostMapping("/candidates/{id}/accept")
    ResponseEntity<AcceptedAnswer> accept(
            @PathVariable("id") String candidate,
            @RequestBody(required = false) AcceptRequest request,
            ExpectedVersion expected,
            CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_RULES);
        AcceptRequest asked = request == null ? new AcceptRequest(null, null) : request;
        AcceptCandidate accept = new AcceptCandidate(
                scopes.of(candidate), candidate, Boolean.TRUE.equals(asked.replace()), asked.reason(), expected);
        CommandAnswer<RuleBookChange> answer = commands.send(accept, context.with(asked));
        RuleBookChange book = answer.result();
        return CommandResponse.ok(answer)
                .eTag(etag(book))
                .body(new AcceptedAnswer(
                        true,
                        candidate,
                        VersionId.of(book.version()),
                        VersionId.of(book.before()),
                        noChange(book.noChange())));
    }

    @Operation(summary = "Reject a candidate")
    @PostMapping("/candidates/{id}/reject")
    ResponseEntity<RejectedAnswer> reject(
            @PathVariable("id") String candidate,
            @RequestBody(required = false) ReasonRequest request,
            ExpectedVersion expected,
            CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_RULES);
        ReasonRequest asked = request == null ? new ReasonRequest(null) : request;
        RejectCandidate reject = new RejectCandidate(scopes.of(candidate), candidate, asked.reason(), expected);
        CommandAnswer<Object> answer = commands.send(reject, context.with(asked));
        // Earlier builds kept under an idempotency key whether the rejection was new.
        if (answer.result() instanceof Boolean isNew) {
            return CommandResponse.ok(answer).body(new RejectedAnswer(true, candidate, noChange(!isNew)));
        }
        RuleBookChange book = (RuleBookChange) answer.result();
        return CommandResponse.ok(answer)
                .eTag(etag(book))
                .body(new RejectedAnswer(true, candidate, noChange(book.noChange())));
    }

    @Operation(summary = "Restore the rules of an earlier version as a new version")
    @PostMapping("/rollback")
    ResponseEntity<RolledBackAnswer> rollBack(
            @RequestParam(name = "to_version", required = false) String toVersion,
            @RequestBody(required = false) RollbackRequest request,
            ExpectedVersion expected,
            CommandContext context) {
        RollbackRequest asked = request == null ? new RollbackRequest(null, null, null) : request;
        context.caller().mustHave(Permission.CHANGE_RULES, asked.tenantId());
        int target = VersionId.numberOf(QueryOrBody.one("to_version", toVersion, asked.toVersion()));
        String scope =
                asked.tenantId() == null ? TenantId.FIRM : asked.tenantId().value();
        RollBackRules rollBack = new RollBackRules(scope, target, asked.reason(), expected);
        CommandAnswer<RuleBookChange> answer = commands.send(rollBack, context.with(asked));
        RuleBookChange book = answer.result();
        return CommandResponse.ok(answer)
                .eTag(etag(book))
                .body(new RolledBackAnswer(
                        true,
                        VersionId.of(book.version()),
                        VersionId.of(target),
                        VersionId.of(book.before()),
                        noChange(book.noChange())));
    }

    private static String etag(RuleBookChange book) {
        return "\"%s\"".formatted(book.version());
    }

    private static Boolean noChange(boolean is) {
        return is ? true : null;
    }

    record AcceptRequest(
            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason,

            Boolean replace) {}

    record ReasonRequest(
            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason) {}

    record RollbackRequest(
            String toVersion,
            TenantId tenantId,

            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason) {}

    /** @param warnings of a pattern that can't match what it seems to be meant for */
    record ProposedAnswer(
            String candidateId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {}

    record AcceptedAnswer(
            boolean success,
            String candidateId,
            String versionId,
            String previousVersionId,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean noChange) {}

    record RejectedAnswer(
            boolean success,
            String candidateId,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean noChange) {}

    record RolledBackAnswer(
            boolean success,
            String versionId,
            String restoredFrom,
            String previousVersionId,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean noChange) {}
}
