package io.countersign.command.user;

import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.command.user.UserCommand.AssignStaff;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.command.user.UserCommand.DeactivateUser;
import io.countersign.command.user.UserCommand.UnassignStaff;
import io.countersign.platform.security.Permission;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Users")
@RestController
@RequestMapping("/api/users")
class UserApi {
    private final Commands commands;
    private final UserPreparation newUsers;

    UserApi(Commands commands, UserPreparation newUsers) {
        this.commands = commands;
        this.newUsers = newUsers;
    }

    @Operation(summary = "Create a user")
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<Created> create(@RequestBody CreateRequest request, CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_USERS);
        CommandAnswer<String> answer = commands.makeAndSend(() -> request.command(newUsers), context.with(request));
        return CommandResponse.status(201, answer).body(new Created(answer.result()));
    }

    @Operation(summary = "Deactivate a user; the last active owner cannot be deactivated")
    @PostMapping("/{user_id}/deactivate")
    ResponseEntity<Deactivated> deactivate(@PathVariable("user_id") String userId, CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_USERS);
        CommandAnswer<String> answer = commands.send(new DeactivateUser(userId), context);
        return CommandResponse.ok(answer).body(new Deactivated(true, answer.result()));
    }

    @Operation(summary = "Assign a tenant to a user")
    @ApiResponse(responseCode = "204")
    @PutMapping("/{user_id}/tenants/{tenant_id}")
    ResponseEntity<Void> assign(
            @PathVariable("user_id") String userId,
            @PathVariable("tenant_id") TenantId tenant,
            CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_USERS);
        return CommandResponse.status(204, commands.send(new AssignStaff(userId, tenant), context))
                .build();
    }

    @Operation(summary = "Remove a tenant from a user")
    @ApiResponse(responseCode = "204")
    @DeleteMapping("/{user_id}/tenants/{tenant_id}")
    ResponseEntity<Void> unassign(
            @PathVariable("user_id") String userId,
            @PathVariable("tenant_id") TenantId tenant,
            CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_USERS);
        return CommandResponse.status(204, commands.send(new UnassignStaff(userId, tenant), context))
                .build();
    }

    record CreateRequest(
            @NotNull Email email,
            @NotNull Role role,
            @NotNull NewPassword password,
            List<TenantId> tenants) {
        private CreateUser command(UserPreparation newUsers) {
            return newUsers.prepare(
                    UserPreparation.freshId(), email, role, password, tenants == null ? List.of() : tenants);
        }
    }

    record Created(String userId) {}

    record Deactivated(boolean success, String userId) {}
}
