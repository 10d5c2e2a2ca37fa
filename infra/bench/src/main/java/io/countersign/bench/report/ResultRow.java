package io.countersign.bench.report;

/**
 * A line of the table.
 *
 * @param raw   what the thing beside it does; empty if there is none
 * @param ratio of the figure to the raw one; empty if there is none
 * @param aim   what the figure or the ratio should come to
 * @param met   whether it does
 */
public record ResultRow(String what, String figure, String raw, String ratio, String aim, boolean met) {
    public static ResultRow against(String what, String figure, String raw, double ratio, String aim, boolean met) {
        return new ResultRow(what, figure, raw, "%.2f".formatted(ratio), aim, met);
    }

    public static ResultRow alone(String what, String figure, String aim, boolean met) {
        return new ResultRow(what, figure, "", "", aim, met);
    }
}
