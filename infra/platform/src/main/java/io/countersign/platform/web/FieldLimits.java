package io.countersign.platform.web;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Holds a value of a request against what its field's annotations allow. */
final class FieldLimits {
    static final int FIRST_YEAR = 1900;
    static final int LAST_YEAR = 2100;
    static final String YEARS = "must be between the years %s and %s".formatted(FIRST_YEAR, LAST_YEAR);

    private FieldLimits() {}

    /** What is wrong with the value, as the end of a sentence; null if nothing. */
    static String fault(Object value, RecordShape.Field field) {
        if (value instanceof String text) {
            return faultOf(text, field.text());
        }
        if (value instanceof LocalDate date) {
            boolean within = date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
            return within ? null : YEARS;
        }
        Range range = field.range();
        if (range == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return faultOf(number, range);
        }
        return value instanceof Number number ? faultOf(BigDecimal.valueOf(number.longValue()), range) : null;
    }

    private static String faultOf(String text, Text limits) {
        if (limits == null) {
            return null;
        }
        if (limits.secret()) {
            return TextRules.faultOfSecret(text, limits.max());
        }
        return limits.multiline() ? TextRules.faultOfNote(text, limits.max()) : TextRules.fault(text, limits.max());
    }

    private static String faultOf(BigDecimal number, Range range) {
        if (number.compareTo(new BigDecimal(range.min())) < 0 || number.compareTo(new BigDecimal(range.max())) > 0) {
            return "must be between %s and %s".formatted(range.min(), range.max());
        }
        return Decimals.fits(number, range.decimals())
                ? null
                : "must have at most %s decimals".formatted(range.decimals());
    }
}
