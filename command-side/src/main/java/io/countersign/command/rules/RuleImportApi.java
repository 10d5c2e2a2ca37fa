package io.countersign.command.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.command.rules.RuleBookCommand.ImportRules;
import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.policy.PatternWarnings;
import io.countersign.policy.Rule;
import io.countersign.policy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Rules")
@RestController
class RuleImportApi {
    private static final int BODY_LIMIT = 16 * 1024 * 1024;
    private static final int MOST_WARNINGS = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Commands commands;
    /** An import takes several times its body's bytes while it runs: the running ones together hold at most the largest body's bytes. */
    private final Semaphore bytes = new Semaphore(BODY_LIMIT, true);

    RuleImportApi(Commands commands) {
        this.commands = commands;
    }

    @Operation(
            summary = "Replace all rules of a rule book, as a new version",
            requestBody = @RequestBody(content = @Content(mediaType = "application/yaml")))
    @PostMapping(value = "/api/rules/import", consumes = "application/yaml")
    ResponseEntity<ImportedAnswer> take(
            @RequestParam(name = "tenant_id", required = false) TenantId tenant,
            HttpServletRequest request,
            ExpectedVersion expected,
            CommandContext context)
            throws IOException {
        context.caller().mustHave(Permission.CHANGE_RULES, tenant);
        int size = size(request);
        if (!isAdmitted(size)) {
            throw ErrorCode.TOO_MANY_IMPORTS
                    .because("Other imports of rule books are running; try again")
                    .retryAfter(PATIENCE);
        }
        try {
            return read(tenant, request, expected, context);
        } finally {
            bytes.release(size);
        }
    }

    /** A body that doesn't tell its size may have the most. */
    private static int size(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 || length > BODY_LIMIT ? BODY_LIMIT : (int) length;
    }

    private boolean isAdmitted(int size) {
        try {
            return bytes.tryAcquire(size, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    private ResponseEntity<ImportedAnswer> read(
            TenantId tenant, HttpServletRequest request, ExpectedVersion expected, CommandContext context)
            throws IOException {
        String scope = tenant == null ? TenantId.FIRM : tenant.value();
        ImportRules take = new ImportRules(scope, RuleYamlReader.read(body(request), scope), expected);
        CommandAnswer<RuleBookChange> answer = commands.send(take, context.with(new ImportRequest(take.rules())));
        RuleBookChange book = answer.result();
        return CommandResponse.ok(answer)
                .eTag("\"%s\"".formatted(book.version()))
                .body(new ImportedAnswer(
                        true,
                        VersionId.of(book.version()),
                        VersionId.of(book.before()),
                        take.rules().size(),
                        book.noChange() ? true : null,
                        warnings(take.rules())));
    }

    private static List<String> warnings(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> PatternWarnings.of(rule.type(), rule.pattern()).stream()
                        .map(warning -> "%s: %s".formatted(rule.ruleId(), warning)))
                .limit(MOST_WARNINGS)
                .toList();
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            throw ErrorCode.BODY_TOO_LARGE.because("A rule book must have at most %s bytes".formatted(BODY_LIMIT));
        }
        return body;
    }

    /** What tells this request from another under the same key. */
    private record ImportRequest(List<Rule> rules) {}

    record ImportedAnswer(
            boolean success,
            String versionId,
            String previousVersionId,
            int ruleCount,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean noChange,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {}
}
