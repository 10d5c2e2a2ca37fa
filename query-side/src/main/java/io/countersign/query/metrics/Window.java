package io.countersign.query.metrics;

import static io.countersign.query.sql.SqlValues.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whole days in UTC, from the first to the last. */
record Window(LocalDate first, LocalDate last, By by) {
    static Window of(Period period, By by, LocalDate today) {
        return new Window(today.minusDays(period.days() - 1L), today, by);
    }

    /** The one just before, of the same length. */
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

    /** Its last microsecond, which belongs to it. */
    Instant end() {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(1, ChronoUnit.MICROS);
    }

    /** For {@code :first} and {@code :last}, and in the type of {@link By#moment} for {@code :start} and {@code :end}. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("first", first);
        values.put("last", last);
        values.put("start", by == By.DECIDED ? time(start()) : first);
        values.put("end", by == By.DECIDED ? time(end()) : last);
        return values;
    }
}
