package io.countersign.events.audit;

import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was about to be given audit entries.
 *
 * @param format  {@code csv} or {@code jsonl}
 * @param filters the request's filters, by their names
 * @param tenants that the export was narrowed to since the caller may see no others; null for all
 */
@Revision("1")
public record AuditExported(
        String exportId,
        String format,
        Map<String, List<String>> filters,
        @Nullable List<String> tenants) implements AuditExportEvent {}
