package io.countersign.command.decision.intake;

import io.countersign.command.decision.intake.RawLines.RawLine;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.FieldErrors;
import io.countersign.platform.web.Refusal;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The columns of a CSV intake, in the order in which they came. */
final class CsvHeader {
    private static final Set<String> REQUIRED = Set.of("txn_id", "tenant", "date", "vendor", "amount", "currency");
    private static final Set<String> OPTIONAL = Set.of("account", "department", "calibrated_p", "memo", "mcc");
    private static final Set<String> NUMBERS = Set.of("amount", "calibrated_p");
    private static final Map<String, String> NAMES = Map.of("tenant", "tenant_id");
    private static final Map<String, String> DELIMITERS = Map.of(";", "semicolons", "\t", "tabs", "\\|", "bars");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> columns;

    private CsvHeader(List<String> columns) {
        this.columns = columns;
    }

    /**
     * @param line the file's first that isn't blank; null if there is none
     * @throws Refusal with why the line can't be read, or else with every missing, unknown or doubled column
     */
    static CsvHeader read(RawLine line) {
        List<String> fields = line == null ? List.of() : fields(line);
        return of(fields.stream()
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList());
    }

    private static List<String> fields(RawLine line) {
        if (isUtf16(line)) {
            throw unreadable("is in UTF-16; save the file as UTF-8");
        }
        String text = line.text();
        if (indexOf(line, (byte) '\r') >= 0) {
            throw unreadable("has a carriage return inside; lines end with LF or CRLF");
        }
        if (line.tooLong()) {
            throw unreadable("has more than %s bytes".formatted(RawLines.LIMIT));
        }
        if (text == null) {
            throw unreadable("isn't valid UTF-8; save the file as UTF-8");
        }
        DELIMITERS.forEach((delimiter, name) -> {
            if (knownColumns(text, ",") < 2 && knownColumns(text, delimiter) >= 2) {
                throw unreadable("has its columns separated by %s; commas are needed".formatted(name));
            }
        });
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<String> fields = unmarked.isBlank() ? List.of() : CsvLines.fields(unmarked);
        if (fields == null) {
            throw unreadable("has quotes that don't match");
        }
        return fields;
    }

    /** Of a mark for UTF-16, or of zeros, one of which is in each letter of ASCII there. */
    private static boolean isUtf16(RawLine line) {
        byte[] bytes = line.bytes();
        boolean marked = line.length() >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
        return marked || indexOf(line, (byte) 0) >= 0;
    }

    private static int indexOf(RawLine line, byte sought) {
        for (int i = 0; i < line.length(); i++) {
            if (line.bytes()[i] == sought) {
                return i;
            }
        }
        return -1;
    }

    private static long knownColumns(String text, String delimiter) {
        return Arrays.stream(text.split(delimiter))
                .filter(part -> isKnown(part.replace("\"", "").strip().toLowerCase(Locale.ROOT)))
                .count();
    }

    private static boolean isKnown(String column) {
        return REQUIRED.contains(column) || OPTIONAL.contains(column);
    }

    private static Refusal unreadable(String why) {
        return Refusal.invalid(List.of(new FieldError("header", why)));
    }

    private static CsvHeader of(List<String> columns) {
        FieldErrors faults = new FieldErrors();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!isKnown(column)) {
                String shown = column.replaceAll("[^\\x20-\\x7e]", "?");
                faults.add(shown.length() > 40 ? shown.substring(0, 40) : shown, "is not a known column");
            } else if (!seen.add(column)) {
                faults.add(column, "is there twice");
            }
        }
        REQUIRED.stream()
                .filter(column -> !seen.contains(column))
                .sorted()
                .forEach(column -> faults.add(column, "is missing from the header"));
        faults.refuseIfAny();
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
