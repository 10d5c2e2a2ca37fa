package io.countersign.events.audit;

import org.axonframework.serialization.Revision;

/**
 * The export broke off.
 *
 * @param rows  that had been handed to the connection
 * @param cause {@code client_gone} or {@code failure}
 */
@Revision("1")
public record AuditExportAborted(String exportId, long rows, String cause) implements AuditExportEvent {}
