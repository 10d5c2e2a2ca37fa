package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The transactions that the fake service stores, and its results for a stream. */
final class FakeTransactionStore {

    private static final BigDecimal THRESHOLD = new BigDecimal("0.92");

    private record Entry(JsonNode sent, ObjectNode result) {}

    private final Set<String> tenants;
    private final Map<String, Entry> entries = Collections.synchronizedMap(new LinkedHashMap<>());

    FakeTransactionStore(Set<String> tenants) {
        this.tenants = tenants;
    }

    Map<String, JsonNode> sent() {
        var sent = new LinkedHashMap<String, JsonNode>();
        entries.forEach((key, entry) -> sent.put(key, entry.sent()));
        return sent;
    }

    String export() {
        var text = new StringBuilder("timestamp,tenant_id,txn_id,vendor_normalized,action,not_auto_post_reason,"
                + "calibrated_p,threshold_used,user_id\n");
        entries.forEach((key, entry) -> text.append("2026-01-01T00:00:00.000000Z,")
                .append(key.replace('/', ','))
                .append(",\"a \"\"vendor\"\"\",")
                .append(entry.result().path("action").asString())
                .append(",,,,user-1\n"));
        return text.toString();
    }

    void stream(HttpExchange exchange, int rowsUntilBreak) throws IOException {
        boolean csv = "text/csv".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        boolean imported = exchange.getRequestURI().getPath().endsWith("/import");
        var in = new BufferedReader(new InputStreamReader(exchange.getRequestBody(), UTF_8));
        exchange.sendResponseHeaders(200, 0);
        try (var rows = csv ? csv(in) : in.lines().<JsonNode>map(Json.MAPPER::readTree)) {
            var out = exchange.getResponseBody();
            int line = 0;
            for (var it = rows.iterator(); it.hasNext(); ) {
                if (line == rowsUntilBreak) {
                    out.flush();
                    throw new IOException("broken on purpose");
                }
                out.write((settle(it.next(), imported).put("line", ++line) + "\n").getBytes(UTF_8));
            }
            out.write("{\"summary\":{\"lines\":%d,\"consistency\":\"after-%d\"}}%n"
                    .formatted(line, entries.size())
                    .getBytes(UTF_8));
        }
        exchange.close();
    }

    private static Stream<JsonNode> csv(BufferedReader in) {
        return CsvReader.builder().ofNamedCsvRecord(in).stream().map(row -> {
            ObjectNode node = Json.MAPPER.createObjectNode();
            row.getFieldsAsMap().forEach((name, value) -> node.put(name.equals("tenant") ? "tenant_id" : name, value));
            return node;
        });
    }

    private ObjectNode settle(JsonNode row, boolean imported) {
        String txnId = row.path("txn_id").asString();
        String tenant = row.path("tenant_id").asString();
        if (!tenants.contains(tenant))
            return refusal(txnId, "invalid", "unknown_tenant", "There is no tenant " + tenant + ".");
        String key = tenant + "/" + txnId;
        Entry known = entries.get(key);
        if (known == null) {
            ObjectNode result = imported ? imported(row) : decided(row);
            entries.put(key, new Entry(row, result));
            return result.deepCopy();
        }
        return known.sent().equals(row)
                ? known.result().deepCopy().put("status", "duplicate")
                : refusal(txnId, "conflict", "txn_conflict", "It was sent before with other content.");
    }

    private static ObjectNode imported(JsonNode row) {
        return result(row, "imported", "imported")
                .put("account", row.path("account").asString());
    }

    private static ObjectNode decided(JsonNode row) {
        JsonNode proposal = row.path("proposal");
        boolean sure = proposal.path("calibrated_p").asDecimal(BigDecimal.ZERO).compareTo(THRESHOLD) >= 0;
        return result(row, "decided", sure ? "auto_posted" : "reviewed")
                .put("not_auto_post_reason", sure ? null : "below_threshold")
                .put("account", proposal.path("account").asString(null));
    }

    private static ObjectNode result(JsonNode row, String status, String action) {
        return Json.MAPPER
                .createObjectNode()
                .put("txn_id", row.path("txn_id").asString())
                .put("status", status)
                .put("action", action);
    }

    private static ObjectNode refusal(String txnId, String status, String code, String detail) {
        return Json.MAPPER
                .createObjectNode()
                .put("txn_id", txnId)
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
    }
}
