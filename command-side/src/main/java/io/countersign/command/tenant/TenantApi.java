package io.countersign.command.tenant;

import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.command.tenant.TenantCommand.ChangeTenantSettings;
import io.countersign.command.tenant.TenantCommand.CreateTenant;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.platform.web.Range;
import io.countersign.platform.web.Text;
import io.countersign.platform.web.TextRules;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tenants")
@RestController
class TenantApi {
    private final Commands commands;

    TenantApi(Commands commands) {
        this.commands = commands;
    }

    @Operation(summary = "Create a tenant")
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/api/tenants")
    ResponseEntity<TenantAnswer> create(@RequestBody CreateRequest request, CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_TENANTS);
        CommandAnswer<NewTenant> answer = commands.send(request.command(), context.with(request));
        return CommandResponse.status(201, answer)
                .eTag("\"1\"")
                .body(TenantAnswer.of(answer.result(), context.caller()));
    }

    @Operation(summary = "Change settings of a tenant")
    @PostMapping("/api/tenants/{tenant_id}/settings")
    ResponseEntity<SettingsAnswer> change(
            @PathVariable("tenant_id") TenantId tenant,
            @RequestBody SettingsRequest request,
            ExpectedVersion expected,
            CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_TENANTS, tenant);
        ChangeTenantSettings change = new ChangeTenantSettings(tenant, request.change(), request.reason(), expected);
        CommandAnswer<SettingsUpdate> answer = commands.send(change, context.with(request));
        return CommandResponse.ok(answer)
                .eTag("\"%s\"".formatted(answer.result().version()))
                .body(SettingsAnswer.of(tenant, answer.result(), context.caller()));
    }

    record CreateRequest(@NotNull @Text String name, TenantId tenantId, Tier tier) {
        CreateTenant command() {
            return new CreateTenant(
                    tenantId == null ? DefaultTenantId.of(name) : tenantId, name, tier == null ? Tier.STARTER : tier);
        }
    }

    /** The same limits as the aggregate's, so that they are told together with everything else that is wrong. */
    record SettingsRequest(
            Boolean autopostEnabled,
            @Range(min = "0.80", max = "0.98", decimals = 4) BigDecimal autopostThreshold,
            @Range(min = "0", max = "10000", decimals = 2) BigDecimal llmTenantCapUsd,
            @Range(min = "0", max = "100") Integer coldStartMinLabels,

            @Text(max = TextRules.NOTE_LENGTH, multiline = true)
            String reason) {
        SettingsChange change() {
            return new SettingsChange(autopostEnabled, autopostThreshold, llmTenantCapUsd, coldStartMinLabels);
        }
    }
}
