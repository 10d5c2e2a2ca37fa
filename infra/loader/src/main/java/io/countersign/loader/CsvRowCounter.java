package io.countersign.loader;

/** Counts the records of RFC 4180 text as its bytes go by: line feeds outside quotes. */
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

    /** The header is one of them. */
    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }
}
