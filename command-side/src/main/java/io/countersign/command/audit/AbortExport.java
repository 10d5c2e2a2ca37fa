package io.countersign.command.audit;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Puts on record that an export broke off; refused if it has ended in another way.
 *
 * @param cause {@code client_gone} or {@code failure}
 */
record AbortExport(String exportId, long rows, String cause) {
    @TargetAggregateIdentifier
    String aggregateId() {
        return AuditExport.idOf(exportId);
    }
}
