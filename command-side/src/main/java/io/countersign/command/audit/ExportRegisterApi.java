package io.countersign.command.audit;

import io.countersign.command.audit.ExportCommand.AbortExport;
import io.countersign.command.audit.ExportCommand.FinishExport;
import io.countersign.command.audit.ExportCommand.StartExport;
import io.countersign.command.dispatch.Commands;
import io.countersign.platform.audit.ExportCalls;
import io.countersign.platform.security.Origin;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The register of exports for a query side that is a program of its own. */
@Hidden
@RestController
@ConditionalOnBooleanProperty("countersign.command-side.keeps-register")
class ExportRegisterApi {
    private final Commands commands;

    ExportRegisterApi(Commands commands) {
        this.commands = commands;
    }

    @PostMapping(ExportCalls.STARTS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void start(@RequestBody ExportCalls.Start start, @AuthenticationPrincipal Origin user) {
        commands.send(new StartExport(start.exportId(), start.format(), start.filtersByName(), start.tenants()), user);
    }

    @PostMapping(ExportCalls.ENDS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(
            @PathVariable("export_id") String exportId,
            @RequestBody ExportCalls.End end,
            @AuthenticationPrincipal Origin user) {
        commands.send(
                end.cause() == null
                        ? new FinishExport(exportId, end.rows())
                        : new AbortExport(exportId, end.rows(), end.cause().wireName()),
                user);
    }
}
