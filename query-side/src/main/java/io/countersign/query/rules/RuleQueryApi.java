package io.countersign.query.rules;

import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.Rule;
import io.countersign.policy.TenantId;
import io.countersign.query.PagingParameters;
import io.countersign.query.names.TenantNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Rules")
@RestController
@RequestMapping("/api/rules")
class RuleQueryApi {
    private final CandidateView candidates;
    private final RuleBookView books;
    private final TenantNames tenants;

    RuleQueryApi(CandidateView candidates, RuleBookView books, TenantNames tenants) {
        this.candidates = candidates;
        this.books = books;
        this.tenants = tenants;
    }

    @Operation(summary = "List candidates (proposed rules), newest first")
    @Parameter(name = "status", description = "pending (default), accepted, rejected, rolled_back or all")
    @Parameter(name = "tenant_id")
    @PagingParameters
    @GetMapping("/candidates")
    ResponseEntity<List<CandidateRow>> candidates(HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_RULES);
        Parameters parameters = Parameters.of(request);
        Status status = parameters.constant("status", Status.class);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        Paging paging = parameters.paging();
        parameters.done();
        return candidates
                .list(Status.filter(status), scopes(caller, tenant), paging)
                .answer(request);
    }

    private Optional<List<String>> scopes(Caller caller, TenantId tenant) {
        if (tenant != null) {
            tenants.mustSee(tenant, Permission.READ_RULES, caller);
            return Optional.of(List.of(tenant.value()));
        }
        return caller.limits(Permission.READ_RULES).map(assigned -> {
            List<String> scopes =
                    new ArrayList<>(assigned.stream().map(TenantId::value).toList());
            scopes.add(TenantId.FIRM);
            return scopes;
        });
    }

    @Operation(summary = "List the versions of a rule book, newest first")
    @Parameter(name = "tenant_id", description = "The tenant whose rule book is meant; the firm's rule book by default")
    @PagingParameters
    @GetMapping("/versions")
    ResponseEntity<List<VersionRow>> versions(HttpServletRequest request, Caller caller) {
        Parameters parameters = Parameters.of(request);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        Paging paging = parameters.paging();
        parameters.done();
        return books.versions(scope(caller, tenant), paging).answer(request);
    }

    @Operation(summary = "Read one version of a rule book with its rules")
    @Parameter(name = "tenant_id", description = "The tenant whose rule book is meant; the firm's rule book by default")
    @GetMapping(value = "/versions/{version_id}", produces = MediaType.APPLICATION_JSON_VALUE)
    VersionWithRules version(@PathVariable("version_id") String versionId, HttpServletRequest request, Caller caller) {
        Parameters parameters = Parameters.of(request);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        parameters.done();
        String scope = scope(caller, tenant);
        return books.withRules(scope, versionId);
    }

    @Operation(summary = "Download the rules of one version as YAML, in the format that the import accepts")
    @Parameter(name = "tenant_id", description = "The tenant whose rule book is meant; the firm's rule book by default")
    @GetMapping(
            value = {"/versions/{version_id}", "/versions/{version_id}.yaml"},
            produces = MediaType.APPLICATION_YAML_VALUE)
    ResponseEntity<byte[]> yaml(
            @PathVariable("version_id") String versionId, HttpServletRequest request, Caller caller) {
        VersionWithRules version = version(versionId, request, caller);
        String text = RuleYamlWriter.write(
                version.version().versionId(), version.version().scope(), version.rules());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(text.getBytes(StandardCharsets.UTF_8));
    }

    @Operation(summary = "Compare two versions of a rule book")
    @Parameter(name = "from", required = true)
    @Parameter(name = "to", required = true)
    @Parameter(name = "tenant_id", description = "The tenant whose rule book is meant; the firm's rule book by default")
    @GetMapping("/diff")
    RuleDiff diff(HttpServletRequest request, Caller caller) {
        Parameters parameters = Parameters.of(request);
        String from = parameters.text("from");
        String to = parameters.text("to");
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        if (from == null) {
            parameters.refuse("from", "is required");
        }
        if (to == null) {
            parameters.refuse("to", "is required");
        }
        parameters.done();
        String scope = scope(caller, tenant);
        VersionWithRules before = books.withRules(scope, from);
        VersionWithRules after = books.withRules(scope, to);
        return RuleDiff.between(from, before.rules(), to, after.rules());
    }

    @Operation(summary = "Read the rules in force for a tenant and the firm, now or at a given time")
    @Parameter(name = "tenant_id")
    @Parameter(name = "as_of", description = "Show the rules that were in force at this time")
    @GetMapping("/active")
    ActiveRules active(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        Parameters parameters = Parameters.of(request);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        Instant asOf = parameters.time("as_of", true);
        parameters.done();
        String scope = scope(caller, tenant);
        ActiveRules.Book firm = book(TenantId.FIRM, asOf);
        ActiveRules.Book own = tenant == null ? null : book(scope, asOf);
        String etag = "\"%s\"".formatted((own == null ? firm : own).versionId().substring(1));
        // Only for If-Match. It does not cover the firm's rules, so it must never lead to a 304 answer.
        response.setHeader(HttpHeaders.ETAG, etag);
        return new ActiveRules(firm, own);
    }

    private ActiveRules.Book book(String scope, Instant asOf) {
        int version = books.versionAt(scope, asOf);
        List<Rule> rules = version == 0 ? List.of() : books.rules(scope, version);
        return new ActiveRules.Book(VersionId.of(version), rules);
    }

    private String scope(Caller caller, TenantId tenant) {
        if (tenant == null) {
            caller.mustHave(Permission.READ_RULES);
            return TenantId.FIRM;
        }
        tenants.mustSee(tenant, Permission.READ_RULES, caller);
        return tenant.value();
    }

    enum Status {
        PENDING,
        ACCEPTED,
        REJECTED,
        ROLLED_BACK,
        ALL;

        /** The value for the view: pending by default, null for all. */
        static String filter(Status status) {
            Status asked = status == null ? PENDING : status;
            return asked == ALL ? null : asked.name().toLowerCase(Locale.ROOT);
        }
    }
}
