package io.countersign.command.decision.intake;

import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The columns of a CSV intake, in the order in which they came. */
final class CsvHeader {
    private static final Set<String> REQUIRED = Set.of("txn_id", "tenant", "date", "vendor", "amount", "currency");
    private static final Set<String> OPTIONAL = Set.of("account", "department", "calibrated_p");
    private static final Set<String> NUMBERS = Set.of("amount", "calibrated_p");
    private static final Map<String, String> NAMES = Map.of("tenant", "tenant_id");

    private final List<String> columns;

    private CsvHeader(List<String> columns) {
        this.columns = columns;
    }

    /** @throws Refusal with every missing, unknown or doubled column; fields may be null for no header at all */
    static CsvHeader read(List<String> fields) {
        List<String> columns = fields == null ? List.of() : fields.stream().map(String::strip).toList();
        List<FieldError> errors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!REQUIRED.contains(column) && !OPTIONAL.contains(column)) {
                String shown = column.replaceAll("[^\\x20-\\x7e]", "?");
                errors.add(new FieldError(shown.length() > 40 ? shown.substring(0, 40) : shown, "is not a known column"));
            } else if (!seen.add(column)) {
                errors.add(new FieldError(column, "is there twice"));
            }
        }
        REQUIRED.stream()
                .filter(column -> !seen.contains(column))
                .sorted()
                .forEach(column -> errors.add(new FieldError(column, "is missing from the header")));
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return new CsvHeader(columns);
    }

    int width() {
        return columns.size();
    }

    /** A record as the JSON that would say the same; empty fields are absent, numbers stay text if they aren't any. */
    ObjectNode json(List<String> fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.size(); i++) {
            String column = columns.get(i);
            String field = fields.get(i);
            if (field.isEmpty()) {
                continue;
            }
            if (NUMBERS.contains(column)) {
                putNumber(json, column, field);
            } else {
                json.put(NAMES.getOrDefault(column, column), field);
            }
        }
        return json;
    }

    private static void putNumber(ObjectNode json, String column, String field) {
        try {
            if (field.length() > 100 || !field.chars().allMatch(c -> c < 128)) {
                throw new NumberFormatException(field);
            }
            json.put(column, new BigDecimal(field.strip()));
        } catch (NumberFormatException e) {
            json.put(column, field);
        }
    }
}
