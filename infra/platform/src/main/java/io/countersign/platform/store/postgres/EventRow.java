package io.countersign.platform.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/** A row of the event table. It keeps the microseconds of its time, which Axon's own entries don't. */
record EventRow(
        String aggregateIdentifier,
        long sequenceNumber,
        String type,
        String eventIdentifier,
        Instant timestamp,
        SerializedObject<byte[]> payload,
        SerializedObject<byte[]> metaData)
        implements DomainEventData<byte[]> {
    static EventRow from(ResultSet row) throws SQLException {
        return new EventRow(
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("type"),
                row.getString("event_identifier"),
                row.getObject("time_stamp", OffsetDateTime.class).toInstant(),
                new SimpleSerializedObject<>(
                        row.getBytes("payload"),
                        byte[].class,
                        row.getString("payload_type"),
                        row.getString("payload_revision")),
                new SerializedMetaData<>(row.getBytes("meta_data"), byte[].class));
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public String getAggregateIdentifier() {
        return aggregateIdentifier;
    }

    @Override
    public long getSequenceNumber() {
        return sequenceNumber;
    }

    @Override
    public String getEventIdentifier() {
        return eventIdentifier;
    }

    @Override
    public Instant getTimestamp() {
        return timestamp;
    }

    @Override
    public SerializedObject<byte[]> getMetaData() {
        return metaData;
    }

    @Override
    public SerializedObject<byte[]> getPayload() {
        return payload;
    }
}
