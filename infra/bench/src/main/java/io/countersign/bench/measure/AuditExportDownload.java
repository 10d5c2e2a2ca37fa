package io.countersign.bench.measure;

import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import java.io.IOException;

/** Downloads the audit log as CSV over HTTP and discards it. */
final class AuditExportDownload {
    private AuditExportDownload() {}

    /** @param filter such as {@code ?date_to=2026-01-31}; may be empty */
    static OutputSize run(Workbench bench, String filter) throws IOException {
        try (Connection connection = bench.client().connect()) {
            String path = "/api/audit/export.csv" + filter;
            return OutputSize.of(
                    connection.send(Request.get(path)).mustBeOk(path).body());
        }
    }
}
