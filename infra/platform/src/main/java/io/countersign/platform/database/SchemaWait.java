package io.countersign.platform.database;

import io.countersign.platform.start.StartRefused;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Waits until another program has brought a schema to the version that this one was built for and lets it read there, for
 * however long that takes, and keeps saying so: either program may be started first.
 */
final class SchemaWait {
    private static final Logger log = LoggerFactory.getLogger(SchemaWait.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SAY = Duration.ofSeconds(10);

    private final AwaitedSchema schema;
    private final String user;
    private final Flyway flyway;

    /** @param user who must be able to read there */
    SchemaWait(AwaitedSchema schema, String user, Flyway flyway) {
        this.schema = schema;
        this.user = user;
        this.flyway = flyway;
    }

    void await() {
        Thread waiting = Thread.currentThread();
        // Spring's own hook waits for the start to end before it stops anything.
        Thread hook = new Thread(waiting::interrupt, "stop-waiting");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            look();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            throw new StartRefused("Stopped while waiting for %s.".formatted(schema.owner()));
        }
    }

    private void look() throws InterruptedException {
        long said = System.nanoTime() - SAY.toNanos();
        for (String missing = missing(); missing != null; missing = missing()) {
            if (System.nanoTime() - said >= SAY.toNanos()) {
                log.warn("Waiting for {} {}.", schema.owner(), missing);
                said = System.nanoTime();
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** What isn't there yet; null if nothing. */
    private String missing() {
        try {
            MigrationInfo[] pending = flyway.info().pending();
            return pending.length == 0
                    ? null
                    : "to bring the schema %s to version %s"
                            .formatted(schema.schema(), pending[pending.length - 1].getVersion());
        } catch (FlywayException e) {
            String cause = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
            return "to let %s read the schema %s (%s)"
                    .formatted(user, schema.schema(), cause.lines().findFirst().orElse(""));
        }
    }
}
