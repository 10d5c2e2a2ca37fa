package io.countersign.command.dispatch;

import io.countersign.events.EventMetaData;
import io.countersign.platform.security.ConsistencyTokens;
import io.countersign.platform.security.Origin;
import io.countersign.platform.store.EventReference;
import io.countersign.platform.store.Positions;
import io.countersign.platform.web.Correlation;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
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
    private static final Set<ErrorCode> NOT_KEPT = EnumSet.of(
            ErrorCode.IDEMPOTENCY_KEY_IN_USE, ErrorCode.IDEMPOTENCY_KEY_REUSED, ErrorCode.CONCURRENT_CHANGE,
            ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL_ERROR);

    private final CommandRoutes routes;
    private final Idempotency idempotency;
    private final LastEvent lastEvent;
    private final Positions positions;
    private final ConsistencyTokens tokens;
    private final CommandTurns turns;

    Commands(
            CommandRoutes routes,
            Idempotency idempotency,
            LastEvent lastEvent,
            Positions positions,
            ConsistencyTokens tokens,
            CommandTurns turns) {
        this.routes = routes;
        this.idempotency = idempotency;
        this.lastEvent = lastEvent;
        this.positions = positions;
        this.tokens = tokens;
        this.turns = turns;
    }

    /**
     * Runs the command of an HTTP request.
     *
     * @throws Refusal if it isn't carried out; then nothing has changed
     */
    public <R> Answer<R> send(Object command, CommandContext context) {
        Optional<IdempotencyKey> key = context.idempotencyKey();
        Map<String, Object> metaData = metaData(context.caller().origin());
        key.ifPresent(k -> metaData.putAll(k.metaData()));
        try {
            return dispatch(command, metaData);
        } catch (Refusal refusal) {
            if (!refusal.replayed() && !NOT_KEPT.contains(refusal.code())) {
                key.ifPresent(k -> idempotency.keep(k, refusal));
            }
            throw refusal;
        }
    }

    /** Runs a command outside of idempotency: for streams, sign-in and what the service does without a request. */
    public <R> Answer<R> send(Object command, Origin origin) {
        return dispatch(command, metaData(origin));
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
    private <R> Answer<R> dispatch(Object command, Map<String, Object> metaData) {
        CommandMessage<Object> message = new GenericCommandMessage<>(command, metaData);
        for (int tried = 1; ; tried++) {
            try {
                lastEvent.forget();
                Object result = routes.sendAndWait(message);
                turns.handOver();
                if (result instanceof Idempotency.Kept kept) {
                    return new Answer<>((R) kept.result(), sealed(Optional.ofNullable(kept.consistency()).flatMap(EventReference::from)), true);
                }
                return new Answer<>((R) result, consistency(), false);
            } catch (RuntimeException lost) {
                if (!LostRace.is(lost) || tried == TRIES) {
                    throw lost;
                }
                log.debug("{} lost a race, trying again", command.getClass().getSimpleName());
                pause(tried);
            }
        }
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
