package io.countersign.command.audit;

import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The commands of {@link AuditExport}. */
sealed interface ExportCommand {
    String exportId();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return AuditExport.idOf(exportId());
    }

    /** Records that audit entries are about to be sent to someone; the event explains the fields. */
    record StartExport(String exportId, String format, Map<String, List<String>> filters, List<String> tenants)
            implements ExportCommand {}

    /** Records that an export was sent completely; refused if it was aborted. */
    record FinishExport(String exportId, long rows) implements ExportCommand {}

    /**
     * Records that an export broke off; refused if it was finished.
     *
     * @param cause {@code client_gone} or {@code failure}
     */
    record AbortExport(String exportId, long rows, String cause) implements ExportCommand {}
}
