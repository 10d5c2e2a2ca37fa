package io.countersign.loader;

/** Counts the records of a CSV file (RFC 4180) while it is downloaded: line feeds outside quotes. */
final class CsvRowCounter {

    private final Runnable onRecord;
    private boolean quoted;
    private long records;
    private long bytes;

    CsvRowCounter(Runnable onRecord) {
        this.onRecord = onRecord;
    }

    void count(byte[] chunk, int length) {
        bytes += length;
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '"') {
                quoted = !quoted;
            } else if (chunk[i] == '\n' && !quoted) {
                records++;
                onRecord.run();
            }
        }
    }

    /** The number of records, including the header. */
    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }
}
