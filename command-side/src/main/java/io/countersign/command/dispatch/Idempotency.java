package io.countersign.command.dispatch;

import io.countersign.events.EventJson;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was answered under each key, for 24 hours. An answer is kept in the transaction of its events, so after a crash
 * either both are there or neither is; a lock that ends with the transaction says that a request is still running.
 */
@Component
class Idempotency {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final String RESULT_TYPE = "idempotency_result_type";
    private static final String RESULT = "idempotency_result";

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;
    private final MemorySync memory;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Idempotency(JdbcTemplate jdbcTemplate, MemorySync memory) {
        this.jdbcTemplate = jdbcTemplate;
        this.memory = memory;
        this.jdbc = JdbcClient.create(jdbcTemplate);
    }

    /**
     * Runs a request unless one under the same key runs on this node, wherever that one waits.
     *
     * @throws Refusal if one does
     */
    <R> R alone(IdempotencyKey key, Supplier<R> request) {
        if (!running.add(key.name())) {
            throw inUse(key);
        }
        try {
            return request.get();
        } finally {
            running.remove(key.name());
        }
    }

    /**
     * Holds the key until the transaction ends (outside of one, for no longer than it looks), and finds what was answered before under it; empty if nothing was. The
     * second statement looks after the first has the lock, though both go in one message.
     *
     * @throws Refusal if that is what was answered, if the key stood for another request, or if its request is still
     *                 running
     */
    Optional<Kept> begin(IdempotencyKey key) {
        Optional<Kept> kept = find(key);
        return kept.isEmpty() && memory.catchUp() ? find(key) : kept;
    }

    private Optional<Kept> find(IdempotencyKey key) {
        return jdbcTemplate.execute("""
                select pg_try_advisory_xact_lock(hashtextextended(?, 7));
                select request_hash, result_type, result, refusal, event
                from command_side.idempotency
                where caller = ? and key = ? and created_at > now() - interval '24 hours'
                """, (PreparedStatement statement) -> {
            statement.setString(1, key.name());
            statement.setString(2, key.caller());
            statement.setString(3, key.key());
            statement.execute();
            mustBeFirst(key, statement.getResultSet());
            statement.getMoreResults();
            ResultSet row = statement.getResultSet();
            return row.next() ? Optional.of(kept(key, row)) : Optional.empty();
        });
    }

    private static void mustBeFirst(IdempotencyKey key, ResultSet lock) throws SQLException {
        lock.next();
        if (!lock.getBoolean(1)) {
            throw inUse(key);
        }
    }

    private static Refusal inUse(IdempotencyKey key) {
        return ErrorCode.IDEMPOTENCY_KEY_IN_USE.because(
                "A request with the Idempotency-Key %s is still running".formatted(key.key()));
    }

    private static Kept kept(IdempotencyKey key, ResultSet row) throws SQLException {
        if (!row.getString("request_hash").equals(key.requestHash())) {
            throw ErrorCode.IDEMPOTENCY_KEY_REUSED.because(
                    "The Idempotency-Key %s was used for another request".formatted(key.key()));
        }
        if (row.getString("refusal") != null) {
            throw refusal(row.getString("refusal"));
        }
        return new Kept(row.getString("result_type"), row.getString("result"), row.getString("event"));
    }

    void keep(IdempotencyKey key, Object result, Optional<EventReference> event) {
        insert(
                key,
                result.getClass().getName(),
                JSON.writeValueAsString(result),
                null,
                event.map(EventReference::token).orElse(null));
    }

    /** Sends the answer along with the events of the command that is being handled, from which {@link #keepNoted} has it. */
    void note(IdempotencyKey key, Object result) {
        key.metaData().forEach(EventNotes::leave);
        EventNotes.leave(RESULT_TYPE, result.getClass().getName());
        EventNotes.leave(RESULT, JSON.writeValueAsString(result));
    }

    /** Whether a noted answer had no event to go with, so that nothing but the answer is to be kept. */
    boolean isNoteLeft(UnitOfWork<?> work) {
        return EventNotes.isLeft(work, RESULT);
    }

    /** Keeps the answers that came with events, which have their positions; each event is seen once. */
    void keepNoted(List<? extends EventMessage<?>> events) {
        for (EventMessage<?> event : events) {
            MetaData notes = event.getMetaData();
            if (notes.containsKey(RESULT)) {
                long last = ((TrackedEventMessage<?>) event)
                                .trackingToken()
                                .position()
                                .orElseThrow()
                        + Long.parseLong((String) notes.get(EventNotes.COUNT))
                        - 1;
                insert(
                        IdempotencyKey.in(notes).orElseThrow(),
                        (String) notes.get(RESULT_TYPE),
                        (String) notes.get(RESULT),
                        null,
                        EventReference.to(last).token(),
                        event.getTimestamp());
            }
        }
    }

    void keep(IdempotencyKey key, Refusal refusal) {
        KeptRefusal kept = new KeptRefusal(refusal.code(), refusal.getMessage(), refusal.errors());
        insert(key, null, null, JSON.writeValueAsString(kept), null);
    }

    private void insert(IdempotencyKey key, String type, String result, String refusal, String event) {
        insert(key, type, result, refusal, event, null);
    }

    /** @param at when it was answered; null for now */
    private void insert(IdempotencyKey key, String type, String result, String refusal, String event, Instant at) {
        jdbc.sql("""
                        insert into command_side.idempotency
                            (caller, key, request_hash, result_type, result, refusal, event, created_at)
                        values (:caller, :key, :hash, :type, :result::jsonb, :refusal::jsonb, :event,
                                coalesce(:at::timestamptz, now()))
                        on conflict (caller, key) do update
                            set request_hash = excluded.request_hash, result_type = excluded.result_type,
                                result = excluded.result, refusal = excluded.refusal, event = excluded.event,
                                created_at = excluded.created_at
                            where idempotency.created_at <= excluded.created_at - interval '24 hours'
                        """)
                .param("caller", key.caller())
                .param("key", key.key())
                .param("hash", key.requestHash())
                .param("type", type)
                .param("result", result)
                .param("refusal", refusal)
                .param("event", event)
                .param("at", at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    @Scheduled(fixedDelayString = "PT10M")
    void forgetOld() {
        jdbc.sql("delete from command_side.idempotency where created_at <= now() - interval '24 hours'")
                .update();
    }

    private static Refusal refusal(String json) {
        KeptRefusal kept = JSON.readValue(json, KeptRefusal.class);
        return Refusal.again(kept.code(), kept.sentence(), kept.errors());
    }

    private record KeptRefusal(ErrorCode code, String sentence, List<FieldError> errors) {}

    /**
     * An answer as it was kept.
     *
     * @param type        the class of the result
     * @param consistency the event that it came with; null for none
     */
    record Kept(String type, String json, String consistency) {
        Object result() {
            try {
                return JSON.readValue(json, Class.forName(type));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("A kept answer is of a type that is gone: " + type, e);
            }
        }
    }
}
