package io.countersign.command.dispatch;

import io.countersign.events.EventMetaData;
import io.countersign.platform.database.DatabaseProperties;
import io.countersign.platform.security.ConsistencyTokens;
import io.countersign.platform.security.Origin;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.LostRace;
import io.countersign.platform.web.Correlation;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends commands and waits for what they come to. Who loses a race tries again on what the winner left. */
@Component
public class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);
    private static final int TRIES = 8;
    private static final Duration BATCH_PATIENCE = Duration.ofSeconds(60);
    private static final Set<ErrorCode> NOT_KEPT = EnumSet.of(
            ErrorCode.IDEMPOTENCY_KEY_IN_USE,
            ErrorCode.IDEMPOTENCY_KEY_REUSED,
            ErrorCode.CONCURRENT_CHANGE,
            ErrorCode.UNAVAILABLE,
            ErrorCode.INTERNAL_ERROR);

    private final CommandRouter router;
    private final Idempotency idempotency;
    private final ResultTypes results;
    private final LastPublishedEvent lastEvent;
    private final EventPositions positions;
    private final ConsistencyTokens tokens;
    private final MemorySync memory;
    private final FairQueue batches;

    Commands(
            CommandRouter router,
            Idempotency idempotency,
            ResultTypes results,
            LastPublishedEvent lastEvent,
            EventPositions positions,
            ConsistencyTokens tokens,
            MemorySync memory,
            DatabaseProperties database) {
        this.router = router;
        this.idempotency = idempotency;
        this.results = results;
        this.lastEvent = lastEvent;
        this.positions = positions;
        this.tokens = tokens;
        this.memory = memory;
        this.batches = new FairQueue(Math.max(1, CommandBusConfiguration.places(database) / 2), BATCH_PATIENCE);
    }

    /**
     * Runs the command of an HTTP request.
     *
     * @throws Refusal if it isn't carried out; then nothing has changed
     */
    public <R> CommandAnswer<R> send(Object command, RequestContext context) {
        Optional<IdempotencyKey> key = context.idempotencyKey();
        Map<String, Object> metaData = metaData(context.origin());
        if (key.isEmpty()) {
            return dispatch(command, metaData);
        }
        metaData.putAll(key.get().metaData());
        return idempotency.alone(key.get(), () -> {
            try {
                return dispatch(command, metaData);
            } catch (Refusal refusal) {
                if (!refusal.replayed() && !NOT_KEPT.contains(refusal.code())) {
                    idempotency.keep(key.get(), refusal);
                }
                throw refusal;
            }
        });
    }

    /** As {@link #send(Object, RequestContext)}, with a command that costs something to make: a repeated request makes none. */
    public <R> CommandAnswer<R> makeAndSend(Supplier<?> command, RequestContext context) {
        Optional<Idempotency.Kept> kept = context.idempotencyKey().flatMap(idempotency::begin);
        return kept.isPresent() ? replayed(kept.get()) : send(command.get(), context);
    }

    /** Runs a command outside of idempotency: for sign-in and what the service does without a request. */
    public <R> CommandAnswer<R> send(Object command, Origin origin) {
        return dispatch(command, metaData(origin));
    }

    /**
     * Runs a batch of a stream. Batches on one tenant wait for each other, for up to a minute, before one of them waits with
     * other commands. So many streams on a tenant don't break each other off, and others wait for one batch only.
     */
    public <R> CommandAnswer<R> sendBatch(Object command, Origin origin) {
        return batches.run(QueuedCommandBus.names(command), () -> send(command, origin));
    }

    private static Map<String, Object> metaData(Origin origin) {
        Map<String, Object> metaData = new HashMap<>();
        metaData.put(EventMetaData.USER_ID, origin.userId());
        metaData.put(EventMetaData.ACTOR, origin.actor().wireName());
        metaData.put(EventMetaData.AUTH, origin.auth().wireName());
        metaData.put(EventMetaData.CORRELATION_ID, Correlation.id());
        return metaData;
    }

    @SuppressWarnings("unchecked")
    private <R> CommandAnswer<R> dispatch(Object command, Map<String, Object> metaData) {
        CommandMessage<Object> message = new GenericCommandMessage<>(command, metaData);
        for (int tried = 1; ; tried++) {
            try {
                lastEvent.forget();
                Object result = router.sendAndWait(message);
                memory.handOver();
                if (result instanceof Idempotency.Kept kept) {
                    return replayed(kept);
                }
                return new CommandAnswer<>((R) result, consistency(), false);
            } catch (RuntimeException lost) {
                if (!LostRace.is(lost)) {
                    throw lost;
                }
                if (tried == TRIES) {
                    throw ErrorCode.CONCURRENT_CHANGE.because(
                            "Others changed the same at the same time, %s times in a row; try again".formatted(TRIES));
                }
                log.debug("{} lost a race, trying again", command.getClass().getSimpleName());
                pause(tried);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <R> CommandAnswer<R> replayed(Idempotency.Kept kept) {
        String consistency = sealed(Optional.ofNullable(kept.consistency()).flatMap(EventReference::from));
        return new CommandAnswer<>((R) results.read(kept.result()), consistency, true);
    }

    private String consistency() {
        return sealed(positions.after(lastEvent.find()));
    }

    private String sealed(Optional<EventReference> event) {
        return event.map(tokens::seal).orElse(null);
    }

    private static void pause(int tried) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, 5L << tried));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorCode.UNAVAILABLE.because("The service is stopping; try again");
        }
    }
}
