package io.countersign.bench.measure;

import java.io.IOException;
import java.io.InputStream;

/** The size of output that was discarded. Line feeds in quoted cells count as lines. */
record OutputSize(long bytes, long lines) {
    static OutputSize of(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        long lines = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            for (int i = 0; i < n; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return new OutputSize(bytes, lines);
    }
}
