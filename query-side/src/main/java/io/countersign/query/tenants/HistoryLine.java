package io.countersign.query.tenants;

import io.countersign.query.pages.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change of a tenant in words.
 *
 * @param user   who made it
 * @param reason null if none was given
 */
record HistoryLine(Instant at, String user, boolean isFirst, String reason, List<Changed> changes) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Figures FIGURES = new Figures();

    static HistoryLine of(HistoryRow row, String user) {
        List<Changed> changes = new ArrayList<>();
        JSON.readTree(row.changes())
                .forEachEntry((field, change) -> changes.add(
                        new Changed(field, written(field, change.path("from")), written(field, change.path("to")))));
        return new HistoryLine(row.timestamp(), user, row.action().equals("tenant_created"), row.reason(), changes);
    }

    private static String written(String field, JsonNode value) {
        return switch (field) {
            case "autopost_enabled" -> value.asBoolean() ? "on" : "off";
            case "autopost_threshold" -> FIGURES.probability(value.decimalValue());
            case "llm_tenant_cap_usd" -> FIGURES.dollars(value.decimalValue());
            default -> value.asString();
        };
    }

    /** One setting, by its name on the wire, before and after. */
    record Changed(String field, String from, String to) {}
}
