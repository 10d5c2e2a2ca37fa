package io.countersign.command.axonserver;

import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.platform.start.StartRefused;
import io.countersign.platform.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a database over whose events were moved from it to Axon Server: its tables tell of them already, so following goes
 * on after the last of them. Events of its own that Axon Server hasn't would be lost to everyone, and forbid the start.
 */
final class MovedEventsTakeover implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MovedEventsTakeover.class);
    private static final int LOOKS = 6;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ServerEvents there;
    private boolean isRunning;

    MovedEventsTakeover(JdbcTemplate jdbc, TransactionTemplate transaction, ServerEvents there) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.there = there;
    }

    @Override
    public void start() {
        for (int look = 1; !isTakenOver(look); look++) {
            log.warn("Waiting for Axon Server, which must have this database's events");
        }
        isRunning = true;
    }

    private boolean isTakenOver(int look) {
        try {
            transaction.executeWithoutResult(status -> takeOver());
            return true;
        } catch (StoreUnavailable away) {
            if (look == LOOKS) {
                throw new StartRefused("Axon Server doesn't answer whether it has this database's events.", away);
            }
            return false;
        }
    }

    /** The position's row is the lock: of several programs one takes over, and the others find it done. */
    private void takeOver() {
        long followed = number("select position from command_side.followed for update");
        if (followed > 0) {
            return;
        }
        mustAllHavePositions();
        long newest = number("select coalesce(max(position), 0) from event_store.event_order");
        if (newest == 0) {
            return;
        }
        mustBeOnServer(newest);
        jdbc.update("""
                insert into command_side.begun (decision)
                select aggregate_identifier
                from event_store.event
                where sequence_number = 0 and payload_type in (?, ?)
                on conflict do nothing
                """, TransactionDecided.class.getName(), TransactionImported.class.getName());
        jdbc.update("update command_side.followed set position = ?, event_id = ?", newest, idHere(newest));
        log.info("Going on after {} events that were moved to Axon Server", newest);
    }

    private void mustAllHavePositions() {
        long pending = number("select count(*) from event_store.pending");
        if (pending > 0) {
            throw new StartRefused(
                    ("This database has %s events without a position yet: start it once without axon.axonserver.enabled,"
                                    + " stop it when it is ready, and move its events (docs/moving-to-axon-server.md).")
                            .formatted(pending));
        }
    }

    private void mustBeOnServer(long newest) {
        if (!there.reach(newest) || !there.idAt(newest).equals(idHere(newest))) {
            throw new StartRefused(
                    "This database has %s events that Axon Server hasn't: move them first (docs/moving-to-axon-server.md)."
                            .formatted(newest));
        }
    }

    private String idHere(long position) {
        return jdbc.queryForObject(
                "select event_identifier from event_store.event join event_store.event_order using (global_index) where position = ?",
                String.class,
                position);
    }

    private long number(String query) {
        return jdbc.queryForObject(query, Long.class);
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** When the newest position is being asked for, before anything is written from events. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 75;
    }
}
