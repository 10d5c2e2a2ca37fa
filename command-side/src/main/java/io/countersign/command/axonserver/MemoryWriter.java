package io.countersign.command.axonserver;

import io.countersign.platform.store.BackgroundThread;
import io.countersign.platform.store.EventSubscriptions;
import io.countersign.platform.store.OrderedEventSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes what the command side needs to know from Axon Server's events, with the position up to which it has them in one
 * transaction: each event counts once, whichever store or process is killed when. Every command node runs one, and whoever
 * has the position's row writes; the others see by it that an event is written already. It keeps a connection, so that
 * commands that hold all others while they wait for it can't hold it up.
 */
final class MemoryWriter extends BackgroundThread implements EventSubscriptions {
    private static final Logger log = LoggerFactory.getLogger(MemoryWriter.class);
    private static final int BATCH = 1_000;
    private static final int WAIT_MILLIS = 500;

    private final DataSource dataSource;
    private final OrderedEventSource source;
    private final ServerIdentityCheck last;
    private final List<Consumer<List<? extends EventMessage<?>>>> followers = new CopyOnWriteArrayList<>();
    private final Object progress = new Object();
    private volatile long reached;

    /** Starts after those who tell it of new events, before everyone who waits for it. */
    MemoryWriter(DataSource dataSource, OrderedEventSource source, ServerIdentityCheck last) {
        super("memory-writer", Integer.MIN_VALUE + 100, true);
        this.dataSource = dataSource;
        this.source = source;
        this.last = last;
    }

    @Override
    public void add(Consumer<List<? extends EventMessage<?>>> follower) {
        followers.add(follower);
    }

    /** The position up to which everything is known to be written. */
    long reached() {
        return reached;
    }

    /** Waits until everything up to a position is written; false if that takes longer than the patience. */
    boolean await(long position, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (progress) {
            while (reached < position) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(progress, left);
            }
        }
        return true;
    }

    @Override
    protected void work() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            TransactionSynchronizationManager.bindResource(dataSource, new ConnectionHolder(connection));
            try {
                follow(connection);
            } finally {
                TransactionSynchronizationManager.unbindResource(dataSource);
                undo(connection);
            }
        }
    }

    private static void undo(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            log.debug("The connection is gone", e);
        }
    }

    /** Until something fails, or another writer has left events out that this one doesn't have at hand. */
    private void follow(Connection connection) throws SQLException, InterruptedException {
        last.mustBeThere();
        long written = written(connection, "");
        connection.commit();
        reached(written);
        try (BlockingStream<TrackedEventMessage<?>> events =
                source.openStream(new GlobalSequenceTrackingToken(written))) {
            while (goesOn()) {
                if (events.hasNextAvailable(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    write(connection, next(events));
                }
                succeeded();
            }
        }
    }

    private static List<TrackedEventMessage<?>> next(BlockingStream<TrackedEventMessage<?>> events)
            throws InterruptedException {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        do {
            batch.add(events.nextAvailable());
        } while (batch.size() < BATCH && events.hasNextAvailable());
        return batch;
    }

    private void write(Connection connection, List<TrackedEventMessage<?>> batch) throws SQLException {
        long written = written(connection, "for update");
        List<TrackedEventMessage<?>> fresh =
                batch.stream().filter(event -> position(event) > written).toList();
        if (fresh.isEmpty()) {
            connection.rollback();
            reached(written);
            return;
        }
        if (position(fresh.get(0)) != written + 1) {
            throw new IllegalStateException(
                    "Events after position %s are missing before %s".formatted(written, position(fresh.get(0))));
        }
        TrackedEventMessage<?> newest = fresh.get(fresh.size() - 1);
        DefaultUnitOfWork<?> work = DefaultUnitOfWork.startAndGet(fresh.get(0));
        work.onCommit(committing -> commit(connection, newest));
        work.execute(() -> followers.forEach(follower -> follower.accept(fresh)));
        reached(position(newest));
    }

    private static void commit(Connection connection, TrackedEventMessage<?> newest) {
        try (PreparedStatement update =
                connection.prepareStatement("update command_side.followed set position = ?, event_id = ?")) {
            update.setLong(1, position(newest));
            update.setString(2, newest.getIdentifier());
            update.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Can't commit what follows from events up to position " + position(newest), e);
        }
    }

    private static long written(Connection connection, String lock) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select position from command_side.followed " + lock);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    private void reached(long position) {
        synchronized (progress) {
            reached = position;
            progress.notifyAll();
        }
    }
}
