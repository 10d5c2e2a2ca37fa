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
 * The filters of the audit page as typed, valid or not, and addresses that contain them.
 *
 * @param typed  values by parameter name, without empty ones
 * @param errors error sentences by parameter name
 */
record EntrySearch(Map<String, List<String>> typed, Map<String, String> errors) {
    /** The labels of the filters by parameter name. */
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

    /** The same with a tenant id in place of the typed name. */
    EntrySearch ofTenant(String tenantId) {
        return replaced("tenant_id", tenantId);
    }

    /** The same with exact times in place of days, which would depend on the time zone of the reader. */
    EntrySearch at(AuditFilter filter) {
        EntrySearch from = filter.from() == null ? this : replaced("date_from", Times.format(filter.from()));
        return filter.to() == null ? from : from.replaced("date_to", Times.format(filter.to()));
    }

    private EntrySearch replaced(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(typed);
        changed.put(name, List.of(value));
        return new EntrySearch(changed, errors);
    }

    /** The same with the errors of a refusal. */
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

    /** The error of a filter; null if it is valid. */
    public String error(String name) {
        return errors.get(name);
    }

    /** Errors that belong to no filter. */
    public List<String> otherErrors() {
        return errors.entrySet().stream()
                .filter(error -> !LABELS.containsKey(error.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The first typed value of a field; null if empty. */
    public String value(String name) {
        List<String> values = typed.get(name);
        return values == null ? null : values.get(0);
    }

    public boolean has(String name, String value) {
        return typed.getOrDefault(name, List.of()).contains(value);
    }

    /** The selected actions. */
    public List<String> actions() {
        return typed.getOrDefault("action", List.of());
    }

    public boolean isEmpty() {
        return typed.isEmpty();
    }

    /** The address of the newest entries. */
    public String address() {
        return with("/audit");
    }

    public String before(long position) {
        return with("/audit", "before=" + position);
    }

    public String after(long position) {
        return with("/audit", "after=" + position);
    }

    /** @param more further parameters, or empty */
    public String export(String format, String more) {
        return with("/api/audit/export." + format, more);
    }

    /** The address of the live stream of entries after a position. */
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
