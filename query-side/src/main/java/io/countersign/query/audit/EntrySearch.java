package io.countersign.query.audit;

import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters of the audit log as they were typed, sound or not, and the addresses that carry them on.
 *
 * @param typed  by the parameter's name, without empty values
 * @param errors sentences by the parameter's name
 */
record EntrySearch(Map<String, List<String>> typed, Map<String, String> errors) {
    /** The filters, and what their fields are called. */
    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("date_from", "From");
        LABELS.put("date_to", "To");
        LABELS.put("tenant_id", "The tenant");
        LABELS.put("vendor", "The supplier");
        LABELS.put("action", "The action");
        LABELS.put("reason", "The reason");
        LABELS.put("user_id", "The user");
        LABELS.put("txn_id", "The transaction");
    }

    static EntrySearch of(Map<String, String[]> parameters) {
        Map<String, List<String>> typed = new LinkedHashMap<>();
        for (String name : LABELS.keySet()) {
            List<String> values = Stream.of(parameters.getOrDefault(name, new String[0]))
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (!values.isEmpty()) {
                typed.put(name, values);
            }
        }
        return new EntrySearch(typed, Map.of());
    }

    /** The same with the id of the tenant whose name was typed. */
    EntrySearch ofTenant(String tenantId) {
        return replaced("tenant_id", tenantId);
    }

    /** The same with the times that the days begin and end at, which don't depend on whoever reads them. */
    EntrySearch at(AuditFilter filter) {
        EntrySearch from = filter.from() == null ? this : replaced("date_from", Times.format(filter.from()));
        return filter.to() == null ? from : from.replaced("date_to", Times.format(filter.to()));
    }

    private EntrySearch replaced(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(typed);
        changed.put(name, List.of(value));
        return new EntrySearch(changed, errors);
    }

    /** The same with what was said against it. */
    EntrySearch refused(Refusal refusal, TenantChoices choices) {
        Map<String, String> sentences = new LinkedHashMap<>();
        for (FieldError error : refusal.errors()) {
            String label = LABELS.getOrDefault(error.field(), error.field());
            // The message of the API lists all codes, which the reader of the page never sees.
            String fault = error.message().startsWith("must be one of") ? "is not in the list" : error.message();
            sentences.putIfAbsent(error.field(), "%s %s.".formatted(label, fault));
        }
        if (refusal.errors().isEmpty() || sentences.containsKey("tenant_id")) {
            sentences.put("tenant_id", choices.unknown(value("tenant_id")));
        }
        return new EntrySearch(typed, sentences);
    }

    /** What is wrong with a filter; null if nothing. */
    public String error(String name) {
        return errors.get(name);
    }

    /** What is wrong besides. */
    public List<String> otherErrors() {
        return errors.entrySet().stream()
                .filter(error -> !LABELS.containsKey(error.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What a field shows. */
    public String value(String name) {
        List<String> values = typed.get(name);
        return values == null ? null : values.get(0);
    }

    public boolean asks(String name, String value) {
        return typed.getOrDefault(name, List.of()).contains(value);
    }

    /** The actions asked for. */
    public List<String> actions() {
        return typed.getOrDefault("action", List.of());
    }

    public boolean isEmpty() {
        return typed.isEmpty();
    }

    /** The newest entries. */
    public String address() {
        return with("/audit");
    }

    public String before(long position) {
        return with("/audit", "before=" + position);
    }

    public String after(long position) {
        return with("/audit", "after=" + position);
    }

    /** @param more such as the columns, or empty */
    public String export(String format, String more) {
        return with("/api/audit/export." + format, more);
    }

    /** Where entries come from that are newer than the position. */
    public String live(long position) {
        return with("/audit/live", "after=" + position);
    }

    private String with(String path, String... more) {
        String query = Stream.concat(
                        typed.entrySet().stream()
                                .flatMap(filter -> filter.getValue().stream()
                                        .map(value -> filter.getKey() + "="
                                                + URLEncoder.encode(value, StandardCharsets.UTF_8))),
                        Stream.of(more).filter(parameter -> !parameter.isEmpty()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
