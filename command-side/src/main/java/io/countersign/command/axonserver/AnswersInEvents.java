package io.countersign.command.axonserver;

import io.countersign.command.dispatch.AnswerStore;
import io.countersign.command.dispatch.Idempotency;
import io.countersign.command.dispatch.IdempotencyKey;
import io.countersign.command.dispatch.ResultTypes;
import io.countersign.command.dispatch.StoredResult;
import io.countersign.platform.store.EventPositions;
import io.countersign.platform.store.EventReference;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Sends an answer along with the command's first event, and stores it when the event is read back. An answer without events
 * is stored in the command's own transaction.
 */
final class AnswersInEvents implements AnswerStore {
    private static final String RESULT_TYPE = "idempotency_result_type";
    private static final String RESULT = "idempotency_result";

    private final Idempotency idempotency;
    private final ResultTypes results;

    AnswersInEvents(Idempotency idempotency, ResultTypes results) {
        this.idempotency = idempotency;
        this.results = results;
    }

    @Override
    public void keep(UnitOfWork<? extends CommandMessage<?>> work, IdempotencyKey key, Object result) {
        StoredResult stored = results.store(result);
        key.metaData().forEach(EventAttachments::attach);
        EventAttachments.attach(RESULT_TYPE, stored.type());
        EventAttachments.attach(RESULT, stored.json());
        work.onPrepareCommit(committing -> {
            if (EventAttachments.isPending(committing, RESULT)) {
                idempotency.keep(key, result, Optional.empty());
            }
        });
    }

    /** Stores the answers that came with events, which have their positions by now. */
    void storeFrom(List<? extends EventMessage<?>> events) {
        for (EventMessage<?> event : events) {
            MetaData attached = event.getMetaData();
            if (attached.containsKey(RESULT)) {
                long first = EventPositions.of(((TrackedEventMessage<?>) event).trackingToken());
                long last = first + Long.parseLong((String) attached.get(EventAttachments.COUNT)) - 1;
                idempotency.keep(
                        IdempotencyKey.in(attached).orElseThrow(),
                        new StoredResult((String) attached.get(RESULT_TYPE), (String) attached.get(RESULT)),
                        EventReference.to(last),
                        event.getTimestamp());
            }
        }
    }
}
