package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.server.LongLivedConnection;
import io.countersign.platform.web.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Audit")
@RestController
class AuditExportApi {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AuditFilterReader filters;
    private final Exports exports;

    AuditExportApi(AuditFilterReader filters, Exports exports) {
        this.filters = filters;
        this.exports = exports;
    }

    /** The columns of a CSV. */
    enum Columns {
        FULL
    }

    @Operation(
            summary = "Export audit entries as CSV, oldest first",
            description = "RFC 4180 with LF line ends. Text that a spreadsheet would read as a formula gets a leading "
                    + "apostrophe. The export is itself an entry.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @AuditFilterParameters
    @Parameter(
            name = "columns",
            in = ParameterIn.QUERY,
            description = "full: all fields of an entry.",
            schema = @Schema(type = "string", allowableValues = "full"))
    @GetMapping("/api/audit/export.csv")
    void csv(HttpServletRequest request, HttpServletResponse response, Caller caller, CurrentCaller currentCaller)
            throws IOException, SQLException {
        caller.mustHave(Permission.EXPORT);
        Parameters parameters = Parameters.of(request);
        boolean full = parameters.constant("columns", Columns.class) != null;
        export(full ? ExportFormat.FULL_CSV : ExportFormat.CSV, parameters, request, response, caller, currentCaller);
    }

    @Operation(
            summary = "Export audit entries as JSON lines, oldest first",
            description =
                    "Each line has the same fields as an element of GET /api/audit. The export is itself an entry.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
    @AuditFilterParameters
    @GetMapping("/api/audit/export.jsonl")
    void jsonl(HttpServletRequest request, HttpServletResponse response, Caller caller, CurrentCaller currentCaller)
            throws IOException, SQLException {
        caller.mustHave(Permission.EXPORT);
        export(ExportFormat.JSONL, Parameters.of(request), request, response, caller, currentCaller);
    }

    private void export(
            ExportFormat form,
            Parameters parameters,
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            CurrentCaller currentCaller)
            throws IOException, SQLException {
        AuditFilter filter = filters.read(parameters, caller);
        parameters.done();
        filters.mustSeeTenant(filter, caller);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            describe(form, filter, response);
            return;
        }
        try (LongLivedConnection connection = LongLivedConnection.takeOver(request)) {
            exports.run(
                    new Exports.Request(
                            caller.origin(), currentCaller, connection, filter, onRecord(parameters, filter), form),
                    () -> {
                        describe(form, filter, response);
                        return response.getOutputStream();
                    });
        }
    }

    /** The filters as they were sent, but with the user's id: an e-mail address can't be erased from an entry. */
    private static Map<String, List<String>> onRecord(Parameters parameters, AuditFilter filter) {
        Map<String, List<String>> given = parameters.given();
        given.computeIfPresent("user_id", (name, texts) -> List.of(filter.userId()));
        return given;
    }

    private static void describe(ExportFormat form, AuditFilter filter, HttpServletResponse response) {
        response.setContentType(form.contentType());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + asToken(fileName(form, filter)));
    }

    /** Says whose entries it holds, and differs from the names of other exports of the same second. */
    private static String fileName(ExportFormat form, AuditFilter filter) {
        return String.format(
                Locale.ROOT,
                "audit_export_%s_%s_%06x.%s",
                filter.tenantId() == null ? "all" : filter.tenantId(),
                FILE_TIME.format(Instant.now()),
                ThreadLocalRandom.current().nextInt(1 << 24),
                form.extension());
    }

    /** Ids of tenants may have two characters that only a quoted string may have (RFC 6266, section 4.1). */
    private static String asToken(String name) {
        return name.contains(":") || name.contains("=") ? "\"" + name + "\"" : name;
    }
}
