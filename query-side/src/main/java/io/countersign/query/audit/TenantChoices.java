package io.countersign.query.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tenants that a reader may filter by.
 *
 * @param names by id
 */
record TenantChoices(Map<String, String> names) {
    private static final int SUGGESTED = 3;

    /** The id of the only tenant with this name; empty if the text is an id. */
    Optional<String> idOfName(String text) {
        if (text == null || names.containsKey(text)) {
            return Optional.empty();
        }
        List<String> ids = names.entrySet().stream()
                .filter(tenant -> tenant.getValue().equalsIgnoreCase(text.strip()))
                .map(Map.Entry::getKey)
                .toList();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    /** The error for a text that is no tenant's id or name, with suggestions. */
    String unknown(String text) {
        String part = text.strip().toLowerCase(Locale.ROOT);
        String similar = names.entrySet().stream()
                .filter(tenant -> (tenant.getKey() + " " + tenant.getValue())
                        .toLowerCase(Locale.ROOT)
                        .contains(part))
                .limit(SUGGESTED)
                .map(tenant -> "%s (%s)".formatted(tenant.getValue(), tenant.getKey()))
                .collect(Collectors.joining(" or "));
        return "There is no tenant %s.%s"
                .formatted(text, similar.isEmpty() ? "" : " Did you mean %s?".formatted(similar));
    }
}
