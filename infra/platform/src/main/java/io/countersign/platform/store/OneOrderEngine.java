package io.countersign.platform.store;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.postgresql.PGStatement;

/**
 * Axon's JDBC engine, read along {@code event_order} instead of along the sequence of the event table. A token is a
 * position: there are no gaps to remember, and nothing can appear behind a reader.
 */
final class OneOrderEngine extends JdbcEventStorageEngine implements OrderedEvents {
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

    /** Each event is looked up by its key ({@code offset 0}): a merge join would begin at the first event of all. */
    private static final String READ = """
            select o.position, e.aggregate_identifier, e.sequence_number, e.type, e.event_identifier, e.time_stamp,
                   e.payload_type, e.payload_revision, e.payload, e.meta_data
            from event_store.event_order o
            cross join lateral (
                select *
                from event_store.event
                where event.global_index = o.global_index
                offset 0
            ) e
            where o.position > ?
            order by o.position
            limit ?
            """;

    /** From so many events on, one COPY is cheaper than statements. */
    private static final int COPY_FROM = 32;

    private final Runnable appended;
    private final TransactionManager transactions;
    private final EventUpcaster upcasters;

    /** @param appended called after each commit of new events */
    OneOrderEngine(Builder builder, Runnable appended, TransactionManager transactions, EventUpcaster upcasters) {
        super(builder);
        this.appended = appended;
        this.transactions = transactions;
        this.upcasters = upcasters;
    }

    @Override
    public List<TrackedEventMessage<?>> readAfter(long position, int limit) {
        Stream<? extends TrackedEventData<?>> rows =
                fetchTrackedEvents(new GlobalSequenceTrackingToken(position), limit).stream();
        return EventUtils.upcastAndDeserializeTrackedEvents(rows, getEventSerializer(), upcasters)
                .collect(Collectors.toUnmodifiableList());
    }

    /** An aggregate's events have no gaps, so a short page is the last. */
    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
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
        long after = positionOf(token);
        return transactions.fetchInTransaction(() -> JdbcUtils.executeQuery(
                getConnection(),
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(READ);
                    // Payloads come as bytes from the first page on; as text they would be twice as long.
                    statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
                    statement.setLong(1, after);
                    statement.setInt(2, batchSize);
                    return statement;
                },
                this::read,
                e -> new EventStoreException("Can't read the events after position %s".formatted(after), e)));
    }

    private List<TrackedEventData<?>> read(ResultSet rows) throws SQLException {
        List<TrackedEventData<?>> events = new ArrayList<>();
        while (rows.next()) {
            events.add(new TrackedDomainEventData<>(
                    new GlobalSequenceTrackingToken(rows.getLong("position")), StoredEvent.from(rows)));
        }
        return events;
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return tokenFrom("select coalesce(max(position), 0) from event_store.event_order where ?::timestamptz is null", null);
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

    static long positionOf(TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        return StoredEvent.from(row);
    }

    @Override
    protected DomainEventData<?> getSnapshotData(ResultSet row) throws SQLException {
        return StoredEvent.from(row);
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant time) throws SQLException {
        statement.setObject(position, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }
}
