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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the answer under each idempotency key for 24 hours. On PostgreSQL it is stored in the transaction of its events, so
 * that a crash leaves both or neither. An advisory lock that ends with the transaction marks a request that is still running.
 */
@Component
public class Idempotency {
    private static final JsonMapper JSON = EventJson.mapper();

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;
    private final MemorySync memory;
    private final ResultTypes results;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Idempotency(JdbcTemplate jdbcTemplate, MemorySync memory, ResultTypes results) {
        this.results = results;
        this.jdbcTemplate = jdbcTemplate;
        this.memory = memory;
        this.jdbc = JdbcClient.create(jdbcTemplate);
    }

    /**
     * Runs a request unless another one with the same key is running on this node.
     *
     * @throws Refusal if another one is
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

    private Kept kept(IdempotencyKey key, ResultSet row) throws SQLException {
        if (!row.getString("request_hash").equals(key.requestHash())) {
            throw ErrorCode.IDEMPOTENCY_KEY_REUSED.because(
                    "The Idempotency-Key %s was used for another request".formatted(key.key()));
        }
        if (row.getString("refusal") != null) {
            throw refusal(row.getString("refusal"));
        }
        return new Kept(
                new StoredResult(row.getString("result_type"), row.getString("result")), row.getString("event"));
    }

    /** @param event the last that the command published; empty if it published none */
    public void keep(IdempotencyKey key, Object result, Optional<EventReference> event) {
        StoredResult stored = results.store(result);
        insert(
                key,
                stored.type(),
                stored.json(),
                null,
                event.map(EventReference::token).orElse(null));
    }

    /** Keeps an answer that was given earlier. */
    public void keep(IdempotencyKey key, StoredResult result, EventReference event, Instant answeredAt) {
        insert(key, result.type(), result.json(), null, event.token(), answeredAt);
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
     * The answer of an earlier request.
     *
     * @param consistency the last event of its command; null if there was none
     */
    record Kept(StoredResult result, String consistency) {}
}
