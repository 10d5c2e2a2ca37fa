package io.countersign.events.audit;

/** What happened to an export of the audit log. */
public sealed interface AuditExportEvent permits AuditExported, AuditExportFinished, AuditExportAborted {
    String exportId();
}
