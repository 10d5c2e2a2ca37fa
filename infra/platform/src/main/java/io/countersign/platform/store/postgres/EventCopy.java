package io.countersign.platform.store.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.postgresql.PGConnection;

/** Appends many domain events by COPY, in PostgreSQL's binary format (PostgreSQL documentation, COPY, "Binary Format"). */
final class EventCopy {
    private static final String COMMAND = """
            copy event_store.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            from stdin (format binary)""";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int COLUMNS = 9;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Serializer serializer;

    private EventCopy(Serializer serializer) {
        this.serializer = serializer;
    }

    static void append(Connection connection, List<? extends EventMessage<?>> events, Serializer serializer)
            throws SQLException, IOException {
        byte[] rows = new EventCopy(serializer).written(events);
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COMMAND, new ByteArrayInputStream(rows));
    }

    private byte[] written(List<? extends EventMessage<?>> events) throws IOException {
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
        for (EventMessage<?> event : events) {
            write((DomainEventMessage<?>) event);
        }
        out.writeShort(-1);
        return bytes.toByteArray();
    }

    private void write(DomainEventMessage<?> event) throws IOException {
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> metaData = event.serializeMetaData(serializer, byte[].class);
        out.writeShort(COLUMNS);
        text(event.getIdentifier());
        text(event.getAggregateIdentifier());
        number(event.getSequenceNumber());
        text(event.getType());
        number(ChronoUnit.MICROS.between(EPOCH, event.getTimestamp()));
        text(payload.getType().getName());
        text(payload.getType().getRevision());
        field(payload.getData());
        field(metaData.getData());
    }

    private void text(String text) throws IOException {
        field(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private void number(long number) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(number);
    }

    private void field(byte[] field) throws IOException {
        if (field == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(field.length);
            out.write(field);
        }
    }
}
