package io.countersign.query.metrics;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;

/** The last new version of a rule book on each day (UTC) on which it changed. */
record VersionsByDay(NavigableMap<LocalDate, Integer> newest) {
    /** The number of the version in force at the end of a day; 0 before the first. */
    int at(LocalDate day) {
        Map.Entry<LocalDate, Integer> version = newest.floorEntry(day);
        return version == null ? 0 : version.getValue();
    }
}
