package io.countersign.command.audit;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Puts on record that an export was sent whole; refused if it has ended in another way. */
record FinishExport(String exportId, long rows) {
    @TargetAggregateIdentifier
    String aggregateId() {
        return AuditExport.idOf(exportId);
    }
}
