package io.countersign.command.audit;

import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Puts on record that somebody is about to be given audit entries; see the event for what the fields mean. */
record StartExport(String exportId, String format, Map<String, List<String>> filters, List<String> tenants) {
    @TargetAggregateIdentifier
    String aggregateId() {
        return AuditExport.idOf(exportId);
    }
}
