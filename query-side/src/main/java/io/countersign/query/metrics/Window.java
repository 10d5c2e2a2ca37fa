package io.countersign.query.metrics;

import static io.countersign.query.sql.SqlValues.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A range of whole days in UTC, both ends inclusive. */
record Window(LocalDate first, LocalDate last, DateBasis by) {
    static Window of(Period period, DateBasis by, LocalDate today) {
        return new Window(today.minusDays(period.days() - 1L), today, by);
    }

    /** The window of the same length just before this one. */
    Window earlier() {
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        return new Window(first.minusDays(days), last.minusDays(days), by);
    }

    List<LocalDate> days() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    Instant start() {
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The last microsecond of the window. */
    Instant end() {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(1, ChronoUnit.MICROS);
    }

    /** The values of the SQL parameters {@code :first} and {@code :last}, and of {@code :start} and {@code :end} in the type of {@link DateBasis#inputColumn}. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("first", first);
        values.put("last", last);
        values.put("start", by == DateBasis.DECIDED ? time(start()) : first);
        values.put("end", by == DateBasis.DECIDED ? time(end()) : last);
        return values;
    }
}
