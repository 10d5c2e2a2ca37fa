package io.countersign.query.metrics;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;

/** On which days (UTC) a rule book came to which version, the last one of the day. */
record BookDays(NavigableMap<LocalDate, Integer> newest) {
    /** The number of the version in force at the end of a day; 0 before the first. */
    int at(LocalDate day) {
        Map.Entry<LocalDate, Integer> version = newest.floorEntry(day);
        return version == null ? 0 : version.getValue();
    }
}
