package io.countersign.standalone.support;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A transaction to be sent; immutable. It is likely enough to be auto-posted unless told otherwise. */
public record Txn(Map<String, Object> fields) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A fresh one. */
    public static Txn fresh() {
        return named(Program.freshTxn());
    }

    public static Txn named(String id) {
        return new Txn(Map.of())
                .with("txn_id", id)
                .with("date", "2026-03-01")
                .with("vendor", "Office Depot, Inc.")
                .with("amount", new Raw("12.5"))
                .with("currency", "USD")
                .proposal("6000 Office", "0.95");
    }

    /** A fresh one that was booked to this account. */
    public static Txn booked(String account) {
        return fresh().without("proposal").with("account", account);
    }

    public String id() {
        return (String) fields.get("txn_id");
    }

    public Txn with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Txn(more);
    }

    public Txn without(String field) {
        Map<String, Object> fewer = new LinkedHashMap<>(fields);
        fewer.remove(field);
        return new Txn(fewer);
    }

    public BigDecimal amount() {
        return new BigDecimal(((Raw) fields.get("amount")).json());
    }

    public String currency() {
        return (String) fields.get("currency");
    }

    public Txn amount(String number) {
        return with("amount", new Raw(number));
    }

    public Txn vendor(String vendor) {
        return with("vendor", vendor);
    }

    public Txn proposal(String account, String p) {
        return with(
                "proposal",
                new Raw("{\"account\": \"%s\", \"calibrated_p\": %s, \"source\": \"ml\"}".formatted(account, p)));
    }

    public Txn llm(String account, String p, String cost) {
        return with(
                "proposal",
                new Raw("{\"account\": \"%s\", \"calibrated_p\": %s, \"source\": \"llm\", \"llm_cost_usd\": %s}"
                        .formatted(account, p, cost)));
    }

    public Txn journal(String debit, String credit) {
        return with(
                "journal_lines",
                new Raw(
                        "[{\"account\": \"1\", \"debit\": %s, \"credit\": 0}, {\"account\": \"2\", \"debit\": 0, \"credit\": %s}]"
                                .formatted(debit, credit)));
    }

    /** As JSON on one line. */
    public String json() {
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() == 1 ? "" : ", ")
                .append(JSON.writeValueAsString(name))
                .append(": ")
                .append(value instanceof Raw raw ? raw.json() : JSON.writeValueAsString(value)));
        return json.append('}').toString();
    }

    /** As a line of a stream. */
    public String line(String tenant) {
        return with("tenant_id", tenant).json() + "\n";
    }

    /** JSON as it is to be sent. */
    public record Raw(String json) {}
}
