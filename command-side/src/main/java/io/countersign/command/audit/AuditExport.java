package io.countersign.command.audit;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.countersign.command.audit.ExportCommand.AbortExport;
import io.countersign.command.audit.ExportCommand.FinishExport;
import io.countersign.command.audit.ExportCommand.StartExport;
import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportEvent;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.platform.web.ErrorCode;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** One export of the audit log: it starts once and ends once. */
@Aggregate
class AuditExport {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private String id;

    private AuditExportEvent end;

    AuditExport() {}

    static String idOf(String exportId) {
        return "export:" + exportId;
    }

    @CommandHandler
    AuditExport(StartExport start) {
        apply(new AuditExported(start.exportId(), start.format(), start.filters(), start.tenants()));
    }

    @CommandHandler
    void decide(FinishExport finish) {
        endWith(new AuditExportFinished(finish.exportId(), finish.rows()));
    }

    @CommandHandler
    void decide(AbortExport abort) {
        endWith(new AuditExportAborted(abort.exportId(), abort.rows(), abort.cause()));
    }

    private void endWith(AuditExportEvent ending) {
        if (end == null) {
            apply(ending);
        } else if (!end.equals(ending)) {
            throw ErrorCode.ALREADY_SETTLED.because("The export %s has ended already".formatted(ending.exportId()));
        }
    }

    @EventSourcingHandler
    void evolve(AuditExported exported) {
        id = idOf(exported.exportId());
    }

    @EventSourcingHandler
    void evolve(AuditExportFinished finished) {
        end = finished;
    }

    @EventSourcingHandler
    void evolve(AuditExportAborted aborted) {
        end = aborted;
    }
}
