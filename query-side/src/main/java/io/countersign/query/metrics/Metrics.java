package io.countersign.query.metrics;

import io.countersign.platform.rules.VersionId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The metrics of the decisions in a window. Imports are not counted. Rates, shares and scores are null without decisions.
 *
 * @param autoPostAccuracy  the share approved, of the auto-posted decisions that people reviewed
 * @param notAutoPostCounts by first reason, all reasons included; their sum is the number of decisions sent to review
 */
record Metrics(
        @Schema(description = "First microsecond of the window's first day in UTC")
        Instant windowStartTs,

        @Schema(description = "Last microsecond of the window's last day, which is today in UTC")
        Instant windowEndTs,

        @Schema(description = "Decisions in the window") long populationN,

        @Schema(description = "Share of the decisions that were auto-posted")
        BigDecimal automationRate,

        @Schema(description = "Of the auto-posted decisions that people reviewed later, the share that they approved")
        BigDecimal autoPostAccuracy,

        @Schema(description = "Share of the decisions that were sent to review")
        BigDecimal reviewRate,

        @Schema(description = "Decisions sent to review, by first reason")
        Map<String, Long> notAutoPostCounts,

        @Schema(description = "Decisions that still wait for review now, from any day")
        long reviewBacklog,

        @Schema(
                description =
                        "Mean of (p - y) squared, where y is 1 if approved and else 0, over decisions with an account that people"
                                + " approved, corrected or rejected")
        BigDecimal brierScore,

        @Schema(description = "Expected calibration error of the same decisions")
        BigDecimal ece,

        @Schema(description = "Ten bins of equal width; the last includes 1")
        List<Bin> eceBins,

        @Schema(description = "US dollars spent on AI proposals in this calendar month (UTC), by decision time")
        BigDecimal llmSpend,

        @Schema(description = "US dollars per month; for several tenants the sum of their caps")
        BigDecimal llmCap,

        @Schema(
                description =
                        "Whether the spend has reached the cap; for several tenants, whether any has reached its cap")
        boolean llmFallbackActive,

        @Schema(
                description =
                        "Population stability index of vendors: the 20 most common of the previous window, and the rest."
                                + " Null with fewer than 100 decisions in either window")
        BigDecimal psiVendor,

        @Schema(
                description =
                        "Population stability index of amounts, by the deciles of the previous window, regardless of"
                                + " currency. Null with fewer than 100 decisions in either window")
        BigDecimal psiAmount,

        @Schema(description = "The version in force of the tenant's rule book; without tenant_id, of the firm's")
        String ruleVersion,

        @Schema(description = "Every day of the window, oldest first")
        List<Day> byDay) {
    /**
     * @param bin       such as {@code 0.9-1.0}
     * @param predicted mean confidence
     * @param observed  share that was approved
     */
    record Bin(
            @Schema(example = "0.9-1.0") String bin,
            @Schema(description = "Mean confidence") BigDecimal predicted,

            @Schema(description = "Share that people approved")
            BigDecimal observed,

            long count) {}

    /** @param ruleVersion in force at the end of the day */
    record Day(
            LocalDate day,
            long autoPosted,
            long reviewed,
            BigDecimal automationRate,

            @Schema(description = "The version in force at the end of the day")
            String ruleVersion) {}

    static Metrics of(
            Window window,
            ReasonCounts counts,
            Verdicts verdicts,
            CurrentFigures current,
            DriftCache.Indices drift,
            VersionsByDay versions) {
        return new Metrics(
                window.start(),
                window.end(),
                counts.population(),
                counts.automationRate(),
                verdicts.autoPostAccuracy(),
                counts.reviewRate(),
                counts.reasons(),
                current.backlog(),
                verdicts.brierScore(),
                verdicts.ece(),
                verdicts.eceBins(),
                current.spend(),
                current.cap(),
                current.fallback(),
                drift.vendor(),
                drift.amount(),
                VersionId.of(versions.at(window.last())),
                counts.byDay(window.days(), versions::at));
    }
}
