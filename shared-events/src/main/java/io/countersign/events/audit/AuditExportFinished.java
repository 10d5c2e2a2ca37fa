package io.countersign.events.audit;

import org.axonframework.serialization.Revision;

/** The export was sent whole. */
@Revision("1")
public record AuditExportFinished(String exportId, long rows) implements AuditExportEvent {}
