package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.query.PagingParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Audit")
@RestController
class AuditApi {
    private final AuditView view;
    private final AuditFilterReader filters;

    AuditApi(AuditView view, AuditFilterReader filters) {
        this.view = view;
        this.filters = filters;
    }

    @Operation(
            summary = "List audit entries, newest first",
            description = "Every event is an entry. Staff see the entries of their tenants only.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            array = @ArraySchema(schema = @Schema(implementation = EntryRow.class))))
    @AuditFilterParameters
    @PagingParameters
    @GetMapping(path = "/api/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list(HttpServletRequest request, Caller caller) {
        caller.mustHave(Permission.READ_AUDIT);
        Parameters parameters = Parameters.of(request);
        AuditFilter filter = filters.read(parameters, caller);
        Paging paging = parameters.paging();
        parameters.done();
        filters.mustSeeTenant(filter, caller);
        Page<AuditView.Line> page = view.page(filter, paging);
        return page.ok(request).contentType(MediaType.APPLICATION_JSON).body(array(page));
    }

    private static byte[] array(Page<AuditView.Line> page) {
        return page.rows().stream()
                .map(AuditView.Line::json)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
