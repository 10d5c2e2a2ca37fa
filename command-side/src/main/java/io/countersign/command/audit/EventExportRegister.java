package io.countersign.command.audit;

import io.countersign.command.audit.ExportCommand.AbortExport;
import io.countersign.command.audit.ExportCommand.FinishExport;
import io.countersign.command.audit.ExportCommand.StartExport;
import io.countersign.command.dispatch.Commands;
import io.countersign.platform.audit.ExportRegister;
import io.countersign.platform.security.Origin;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Keeps the register of exports as events, each caused by the user who exports. */
@Primary
@Component
class EventExportRegister implements ExportRegister {
    private final Commands commands;

    EventExportRegister(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Export started(Origin user, String format, Map<String, List<String>> filters, List<String> tenants) {
        String exportId = UUID.randomUUID().toString();
        commands.send(new StartExport(exportId, format, filters, tenants), user);
        return new RecordedExport(exportId, user);
    }

    private final class RecordedExport implements Export {
        private final String exportId;
        private final Origin user;

        private RecordedExport(String exportId, Origin user) {
            this.exportId = exportId;
            this.user = user;
        }

        @Override
        public void finished(long rows) {
            commands.send(new FinishExport(exportId, rows), user);
        }

        @Override
        public void aborted(long rows, Cause cause) {
            commands.send(new AbortExport(exportId, rows, cause.wireName()), user);
        }
    }
}
