package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.platform.security.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Operations")
@RestController
class MemoryApi {
    private final Commands commands;

    MemoryApi(Commands commands) {
        this.commands = commands;
    }

    @Operation(summary = "Rebuild the decision memory from all events; commands wait meanwhile")
    @PostMapping("/api/admin/memory/rebuild")
    ResponseEntity<RebuiltAnswer> rebuild(CommandContext context) {
        context.caller().mustHave(Permission.CHANGE_PROJECTIONS);
        CommandAnswer<Long> answer = commands.send(new RebuildMemory(), context);
        return CommandResponse.ok(answer).body(new RebuiltAnswer(true, answer.result()));
    }

    record RebuiltAnswer(boolean success, long events) {}
}
