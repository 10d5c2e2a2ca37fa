package io.countersign.platform.store.postgres;

import io.countersign.platform.store.EventDecoder;
import io.countersign.platform.store.EventPage;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.OrderedEventReader;
import io.countersign.platform.store.UnreadableEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.postgresql.PGStatement;

/**
 * Axon's JDBC engine, except that events are read in the order of {@code event_order} instead of the event table's sequence.
 * A token is a position: there are no gaps to remember, and no event can appear behind a reader.
 */
final class PostgresEventStorageEngine extends JdbcEventStorageEngine implements OrderedEventReader {
    static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("event_store.event")
            .snapshotTable("event_store.snapshot")
            .globalIndexColumn("global_index")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("type")
            .eventIdentifierColumn("event_identifier")
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .build();

    /**
     * Up to a number of events and of bytes. A payload that is too large to keep is left out. Each
     * event is looked up by its key ({@code offset 0}): a merge join would begin at the first event of all.
     */
    private static final String READ = """
            select position, aggregate_identifier, sequence_number, type, event_identifier, time_stamp,
                   payload_type, payload_revision, case when size <= ? then payload else '' end as payload, meta_data
            from (
                select o.position, e.*,
                       sum(case when e.size <= ? then e.size else 0 end)
                           over (order by o.position rows between unbounded preceding and 1 preceding) as before
                from event_store.event_order o
                cross join lateral (
                    select event.*, octet_length(event.payload) as size
                    from event_store.event
                    where event.global_index = o.global_index
                    offset 0
                ) e
                where o.position > ?
                order by o.position
                limit ?
            ) page
            where coalesce(before, 0) < ?
            order by position
            """;

    private static final String READ_AGGREGATE = """
            select aggregate_identifier, sequence_number, type, event_identifier, time_stamp,
                   payload_type, payload_revision, payload, meta_data
            from (
                select event.*,
                       sum(octet_length(payload))
                           over (order by sequence_number rows between unbounded preceding and 1 preceding) as before
                from event_store.event
                where aggregate_identifier = ? and sequence_number >= ?
                order by sequence_number
                limit ?
            ) page
            where coalesce(before, 0) < ?
            order by sequence_number
            """;

    /** Number of events from which on one COPY is cheaper than INSERT statements. */
    private static final int COPY_FROM = 32;

    private final Runnable appended;
    private final TransactionManager transactions;
    private final EventDecoder decoder;

    /** @param appended called after each commit of new events */
    PostgresEventStorageEngine(
            Builder builder, Runnable appended, TransactionManager transactions, EventUpcaster upcasters) {
        super(builder);
        this.appended = appended;
        this.transactions = transactions;
        this.decoder = new EventDecoder(getEventSerializer(), upcasters, this::whole);
    }

    @Override
    public EventPage readAfter(long position, int limit) {
        return decoder.decode(position, fetch(position, limit, EventPage.LARGE));
    }

    private TrackedEventData<?> whole(long position) {
        return fetch(position - 1, 1, Integer.MAX_VALUE).stream()
                .filter(event -> EventPositions.of(event.trackingToken()) == position)
                .findFirst()
                .orElseThrow(() -> UnreadableEvent.missing(position));
    }

    /** An aggregate's events have no gaps, so a page that is short in number and in bytes is the last. */
    static boolean isLast(List<? extends DomainEventData<?>> page) {
        return page.size() < EventPage.MOST_EVENTS
                && page.stream()
                                .mapToLong(event -> ((byte[]) event.getPayload().getData()).length)
                                .sum()
                        < EventPage.MOST_BYTES;
    }

    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    /** An aggregate's next events, up to a number of bytes: those of a rule book may have megabytes each. */
    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(String aggregate, long firstNumber, int limit) {
        return transactions.fetchInTransaction(() -> JdbcUtils.executeQuery(
                getConnection(),
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(READ_AGGREGATE);
                    statement.setString(1, aggregate);
                    statement.setLong(2, firstNumber);
                    statement.setInt(3, limit);
                    statement.setInt(4, EventPage.MOST_BYTES);
                    return statement;
                },
                JdbcUtils.listResults(this::getDomainEventData),
                e -> new EventStoreException("Can't read the events of %s".formatted(aggregate), e)));
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.size() < COPY_FROM || !events.stream().allMatch(DomainEventMessage.class::isInstance)) {
            super.appendEvents(events, serializer);
        } else {
            copy(events, serializer);
        }
        CurrentUnitOfWork.ifStarted(work -> work.afterCommit(committed -> appended.run()));
    }

    private void copy(List<? extends EventMessage<?>> events, Serializer serializer) {
        transactions.executeInTransaction(() -> {
            Connection connection = getConnection();
            try {
                EventCopy.append(connection, events, serializer);
            } catch (SQLException | IOException e) {
                handlePersistenceException(e, events.get(0));
            } finally {
                JdbcUtils.closeQuietly(connection);
            }
        });
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(TrackingToken token, int batchSize) {
        return fetch(EventPositions.of(token), batchSize, Integer.MAX_VALUE);
    }

    /** @param large payloads of more bytes are left out */
    private List<TrackedEventData<?>> fetch(long after, int limit, int large) {
        return transactions.fetchInTransaction(() -> JdbcUtils.executeQuery(
                getConnection(),
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(READ);
                    // Payloads come as bytes from the first page on; as text they would be twice as long.
                    statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
                    statement.setInt(1, large);
                    statement.setInt(2, large);
                    statement.setLong(3, after);
                    statement.setInt(4, limit);
                    statement.setInt(5, EventPage.MOST_BYTES);
                    return statement;
                },
                this::read,
                e -> new EventStoreException("Can't read the events after position %s".formatted(after), e)));
    }

    private List<TrackedEventData<?>> read(ResultSet rows) throws SQLException {
        List<TrackedEventData<?>> events = new ArrayList<>();
        while (rows.next()) {
            events.add(new TrackedDomainEventData<>(
                    new GlobalSequenceTrackingToken(rows.getLong("position")), EventRow.from(rows)));
        }
        return events;
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return tokenFrom(
                "select coalesce(max(position), 0) from event_store.event_order where ?::timestamptz is null", null);
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return tokenFrom(
                "select coalesce(max(position), 0) from event_store.event_order where reached_at < ?",
                OffsetDateTime.ofInstant(dateTime, ZoneOffset.UTC));
    }

    private TrackingToken tokenFrom(String sql, OffsetDateTime time) {
        return transactions.fetchInTransaction(() -> JdbcUtils.executeQuery(
                getConnection(),
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(sql);
                    statement.setObject(1, time);
                    return statement;
                },
                rows -> {
                    rows.next();
                    return new GlobalSequenceTrackingToken(rows.getLong(1));
                },
                e -> new EventStoreException("Can't read the order of events", e)));
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        return EventRow.from(row);
    }

    @Override
    protected DomainEventData<?> getSnapshotData(ResultSet row) throws SQLException {
        return EventRow.from(row);
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant time) throws SQLException {
        statement.setObject(position, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }
}
