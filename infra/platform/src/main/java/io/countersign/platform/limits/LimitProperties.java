package io.countersign.platform.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What long requests may take of one program.
 *
 * @param streams         streams of transactions, 64 at once and 8 of one user
 * @param exports         exports, 8 at once and 3 of one user
 * @param liveConnections pages that follow the audit log, 200 at once and 5 of one user
 * @param dryRuns         dry-runs, 2 at once and 1 of one user; they wait a moment for a place
 * @param streamSilence   how long a stream may send nothing, and leave its answers unread after its end; 60 s
 * @param streamAnswers   the bytes of one stream's answers that are kept on disk for a client that doesn't read them; 64 MiB
 * @param allAnswers      the same for all streams together; 512 MiB
 * @param exportWindow    an export must be read at 240 bytes a second on average of every such time; 60 s
 */
@ConfigurationProperties("countersign.limits")
public record LimitProperties(
        Places streams,
        Places exports,
        Places liveConnections,
        Places dryRuns,
        Duration streamSilence,
        DataSize streamAnswers,
        DataSize allAnswers,
        Duration exportWindow) {
    /** @throws IllegalArgumentException with a sentence that tells what to set, if one of them is unfit */
    public LimitProperties {
        streams = Places.checked("streams", streams, 64, 8);
        exports = Places.checked("exports", exports, 8, 3);
        liveConnections = Places.checked("live-connections", liveConnections, 200, 5);
        dryRuns = Places.checked("dry-runs", dryRuns, 2, 1);
        streamSilence = streamSilence == null ? Duration.ofSeconds(60) : streamSilence;
        streamAnswers = streamAnswers == null ? DataSize.ofMegabytes(64) : streamAnswers;
        allAnswers = allAnswers == null ? DataSize.ofMegabytes(512) : allAnswers;
        exportWindow = exportWindow == null ? Duration.ofSeconds(60) : exportWindow;
        mustBePositive("stream-silence", streamSilence.toNanos());
        mustBePositive("stream-answers", streamAnswers.toBytes());
        mustBePositive("all-answers", allAnswers.toBytes());
        mustBePositive("export-window", exportWindow.toNanos());
    }

    private static void mustBePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("countersign.limits.%s must be more than nothing".formatted(name));
        }
    }

    /**
     * How many at once; null for the usual number.
     *
     * @param perUser of one user
     */
    public record Places(Integer total, Integer perUser) {
        private static Places checked(String name, Places given, int usualTotal, int usualPerUser) {
            int total = given == null || given.total == null ? usualTotal : given.total;
            int perUser = given == null || given.perUser == null ? usualPerUser : given.perUser;
            mustBePositive(name + ".total", total);
            mustBePositive(name + ".per-user", perUser);
            return new Places(total, perUser);
        }
    }
}
