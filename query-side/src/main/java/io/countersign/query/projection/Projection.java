package io.countersign.query.projection;

import io.countersign.query.sql.SqlValues;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What anyone reads, made from events. A projection's {@code on} methods only say what to write; it is written with the
 * token of the batch in one transaction, so each event counts exactly once through any crash. Its SQL names tables
 * without their schema: they are those of {@code read_model}, or those that a rebuild fills beside them.
 */
public abstract class Projection {
    static final String SCHEMA = "read_model";
    static final String SCHEMA_RESOURCE = "projection-schema";

    private final String name;
    private final List<String> tables;
    private JdbcTemplate jdbc;
    private PositionTimes times;

    /**
     * @param name   as the operations pages show it; also the processing group
     * @param tables that it owns; no other projection writes them
     */
    protected Projection(String name, List<String> tables) {
        this.name = name;
        this.tables = List.copyOf(tables);
    }

    @Autowired
    void setJdbc(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Autowired
    void setPositionTimes(PositionTimes times) {
        this.times = times;
    }

    public final String name() {
        return name;
    }

    final List<String> tables() {
        return tables;
    }

    /** The types of the events that it makes something of, as the event store names them. */
    final String[] handled() {
        return Stream.of(getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventHandler.class))
                .map(method -> method.getParameterTypes()[0].getName())
                .toArray(String[]::new);
    }

    /** Where to put what the event at hand comes to. */
    protected final Batch batch() {
        var work = CurrentUnitOfWork.get();
        String schema = work.getOrDefaultResource(SCHEMA_RESOURCE, SCHEMA);
        Batch batch = work.getOrComputeResource("batch:" + name, key -> {
            Batch begun = new Batch();
            work.onPrepareCommit(committing -> begun.write(jdbc, schema));
            return begun;
        });
        if (batch.isFullBefore(work.getMessage())) {
            batch.write(jdbc, schema);
        }
        return batch;
    }

    /** The part of a SELECT that {@link PositionTimes#from} describes, for a table that has a time for each position. */
    protected final String reached(String table) {
        return times.from(table);
    }

    /** The event's position in the one order. */
    protected static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }

    /** A time as JDBC wants it. */
    protected static OffsetDateTime time(Instant instant) {
        return SqlValues.time(instant);
    }
}
