package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * Metrics and what plots show besides.
 *
 * @param spend US dollars by day of decision in this calendar month
 * @param book  the versions that the metrics tell of
 * @param firm  those of the firm's book, which may be the same
 */
record Board(Metrics metrics, NavigableMap<LocalDate, BigDecimal> spend, BookDays book, BookDays firm) {}
