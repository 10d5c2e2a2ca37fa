package io.countersign.bench.report;

/**
 * A row of the result table.
 *
 * @param raw   the figure of the comparison; empty if there is none
 * @param ratio the ratio of the two figures; empty if there is none
 * @param aim   the target for the figure or ratio
 * @param met   whether the target is met
 */
public record ResultRow(String what, String figure, String raw, String ratio, String aim, boolean met) {
    public static ResultRow against(String what, String figure, String raw, double ratio, String aim, boolean met) {
        return new ResultRow(what, figure, raw, "%.2f".formatted(ratio), aim, met);
    }

    public static ResultRow alone(String what, String figure, String aim, boolean met) {
        return new ResultRow(what, figure, "", "", aim, met);
    }
}
