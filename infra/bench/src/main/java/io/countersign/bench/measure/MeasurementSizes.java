package io.countersign.bench.measure;

/**
 * How much is measured.
 *
 * @param entries   of the audit log when the big figures are taken
 * @param decisions in the one measured stream
 * @param labels    that are mined
 * @param seconds   of each measured load
 */
public record MeasurementSizes(int entries, int decisions, int labels, int seconds) {
    static final int SMALL_EXPORT_SHARE = 10;

    /** The entries of the export that memory use is compared with. */
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
