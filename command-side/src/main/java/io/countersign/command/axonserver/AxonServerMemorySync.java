package io.countersign.command.axonserver;

import io.countersign.command.dispatch.MemorySync;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.web.ErrorCode;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Decision memory that the writer keeps up with Axon Server: waits until it has come to the end of the events. */
final class AxonServerMemorySync implements MemorySync {
    private static final Logger log = LoggerFactory.getLogger(AxonServerMemorySync.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcTemplate jdbc;
    private final EventPositions positions;
    private final MemoryWriter writer;

    AxonServerMemorySync(JdbcTemplate jdbc, EventPositions positions, MemoryWriter writer) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.writer = writer;
    }

    @Override
    public boolean catchUp() {
        long head = positions.head();
        if (!reaches(head)) {
            log.warn("What commands need to know isn't written up to position {} yet", head);
            throw ErrorCode.UNAVAILABLE.because("The effects of earlier changes aren't known here yet; try again");
        }
        return true;
    }

    private boolean reaches(long position) {
        try {
            return writer.await(position, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }

    /** The writer needs this row for everything that it writes. */
    @Override
    public void pause() {
        jdbc.query("select position from command_side.followed for update", row -> {});
    }

    @Override
    public void handOver() {
        try {
            reaches(positions.head());
        } catch (RuntimeException e) {
            log.warn("Can't see what a command has done: {}", e.getMessage());
        }
    }
}
