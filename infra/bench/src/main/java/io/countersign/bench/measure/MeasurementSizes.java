package io.countersign.bench.measure;

/**
 * The sizes of the measurements.
 *
 * @param entries   the audit entries for the large measurements
 * @param decisions the decisions in the measured stream
 * @param labels    the labels to mine
 * @param seconds   the duration of each measured load
 */
public record MeasurementSizes(int entries, int decisions, int labels, int seconds) {
    static final int SMALL_EXPORT_SHARE = 10;

    /** The entries of the smaller export that memory use is compared with. */
    public int fewEntries() {
        return entries / SMALL_EXPORT_SHARE;
    }

    /** Such as 1M or 250k. */
    public static String shown(long count) {
        return count % 1_000_000 == 0
                ? count / 1_000_000 + "M"
                : count % 1_000 == 0 ? count / 1_000 + "k" : String.valueOf(count);
    }
}
