package io.countersign.query.tenants;

import io.countersign.query.pages.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change of a tenant, as text for the page.
 *
 * @param user   the name of the user who made it
 * @param reason null if none was given
 */
record HistoryLine(Instant at, String user, boolean isFirst, String reason, List<Changed> changes) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Figures FIGURES = new Figures();

    static HistoryLine of(HistoryRow row, String user) {
        List<Changed> changes = new ArrayList<>();
        JSON.readTree(row.changes())
                .forEachEntry((field, change) -> changes.add(new Changed(
                        field,
                        FIGURES.setting(field, change.path("from")),
                        FIGURES.setting(field, change.path("to")))));
        return new HistoryLine(row.timestamp(), user, row.action().equals("tenant_created"), row.reason(), changes);
    }

    /** One setting, by its name on the wire, before and after. */
    record Changed(String field, String from, String to) {}
}
