package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * The data of the metrics page: metrics and further data for its plots.
 *
 * @param spend US dollars by day of decision in this calendar month
 * @param book  the versions of the rule book that the metrics belong to
 * @param firm  the versions of the firm's rule book, which may be the same
 */
record MetricsBoard(
        Metrics metrics, NavigableMap<LocalDate, BigDecimal> spend, VersionsByDay book, VersionsByDay firm) {}
