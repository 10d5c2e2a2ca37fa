package io.countersign.platform.audit;

import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests by which a query side records exports with a command side over HTTP. */
public final class ExportCalls {
    public static final String STARTS = "/internal/exports";
    public static final String ENDS = STARTS + "/{export_id}/end";

    private ExportCalls() {}

    /** See {@link ExportRegister#started}. */
    public record Start(
            @NotNull String exportId,
            @NotNull String format,
            @NotNull List<Filter> filters,
            List<String> tenants) {
        public static Start of(
                String exportId, String format, Map<String, List<String>> filters, List<String> tenants) {
            List<Filter> list = filters.entrySet().stream()
                    .map(filter -> new Filter(filter.getKey(), filter.getValue()))
                    .toList();
            return new Start(exportId, format, list, tenants);
        }

        public Map<String, List<String>> filtersByName() {
            Map<String, List<String>> byName = new LinkedHashMap<>();
            filters.forEach(filter -> byName.put(filter.name(), filter.values()));
            return byName;
        }
    }

    /** A filter of the request. */
    public record Filter(@NotNull String name, @NotNull List<String> values) {}

    /**
     * See {@link ExportRegister.Export}.
     *
     * @param cause null if the export was sent whole
     */
    public record End(@NotNull Long rows, ExportRegister.Cause cause) {}
}
