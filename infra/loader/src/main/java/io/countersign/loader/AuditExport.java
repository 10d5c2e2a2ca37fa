package io.countersign.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Downloads the audit log into a file. Until it is complete the file has the suffix {@code .part}.
 */
final class AuditExport {

    private static final String PATH = "/api/audit/export.csv";

    private final CountersignClient countersign;
    private final Retry retry;
    private final Progress progress;

    AuditExport(CountersignClient countersign, Retry retry, Progress progress) {
        this.countersign = countersign;
        this.retry = retry;
        this.progress = progress;
    }

    /** {@code rows} without the header. */
    record Downloaded(Path file, long rows, long bytes, Duration took) {}

    Downloaded to(Path file) throws LoadFailure {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        long start = System.nanoTime();
        CsvRowCounter counter =
                retry.until("GET " + PATH, () -> countersign.export(PATH, (head, body) -> save(body, part)));
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw cannotWrite(file, unwritable);
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        return new Downloaded(file, Math.max(0, counter.records() - 1), counter.bytes(), took);
    }

    private CsvRowCounter save(InputStream body, Path part) throws IOException, LoadFailure {
        try (OutputStream out = open(part);
                var step = progress.begin("audit export", -1)) {
            var counter = new CsvRowCounter(step::advance);
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                counter.count(buffer, read);
                write(out, buffer, read, part);
            }
            return counter;
        }
    }

    private static OutputStream open(Path part) throws LoadFailure {
        try {
            return Files.newOutputStream(part);
        } catch (IOException unwritable) {
            throw cannotWrite(part, unwritable);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length, Path part) throws LoadFailure {
        try {
            out.write(bytes, 0, length);
        } catch (IOException full) {
            throw cannotWrite(part, full);
        }
    }

    private static LoadFailure cannotWrite(Path file, IOException why) {
        return new LoadFailure("The export can't be written to %s: %s.".formatted(file, why.getMessage()), why);
    }
}
