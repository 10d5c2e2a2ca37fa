package io.countersign.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

/**
 * Warns in health and in the log while less than a number of bytes is free in the data directory. The program goes on:
 * the status is {@code WARNING}, which is answered with 200 and is no part of readiness.
 */
final class LowDiskSpace extends AbstractHealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(LowDiskSpace.class);
    private static final Status WARNING = new Status("WARNING");

    private final Path dataDir;
    private final DataSize least;
    private boolean low;

    LowDiskSpace(Path dataDir, DataSize least) {
        super("The disk of " + dataDir + " can't be read");
        this.dataDir = dataDir.toAbsolutePath();
        this.least = least;
    }

    @Override
    protected synchronized void doHealthCheck(Health.Builder health) throws IOException {
        long free = Files.getFileStore(dataDir).getUsableSpace();
        boolean isLow = free < least.toBytes();
        if (isLow && !low) {
            log.warn("Only {} MB are free in {}; free some space before PostgreSQL has to stop", free >> 20, dataDir);
        } else if (low && !isLow) {
            log.info("{} MB are free in {} again", free >> 20, dataDir);
        }
        low = isLow;
        health.status(isLow ? WARNING : Status.UP)
                .withDetail("path", dataDir.toString())
                .withDetail("free_bytes", free)
                .withDetail("least_bytes", least.toBytes());
    }
}
