package io.countersign.bench.report;

/**
 * A line of the table.
 *
 * @param raw   what the thing beside it does; empty if there is none
 * @param ratio of the figure to the raw one; empty if there is none
 * @param aim   what the figure or the ratio should come to
 * @param met   whether it does
 */
public record Row(String what, String figure, String raw, String ratio, String aim, boolean met) {
    public static Row against(String what, String figure, String raw, double ratio, String aim, boolean met) {
        return new Row(what, figure, raw, "%.2f".formatted(ratio), aim, met);
    }

    public static Row alone(String what, String figure, String aim, boolean met) {
        return new Row(what, figure, "", "", aim, met);
    }
}
