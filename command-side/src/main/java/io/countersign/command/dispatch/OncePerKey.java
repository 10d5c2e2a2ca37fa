package io.countersign.command.dispatch;

import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Runs a command with an idempotency key once, and answers its repetitions with what was answered then. */
class OncePerKey implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final Idempotency idempotency;
    private final LastEvent lastEvent;
    private final Optional<EventNotes> notes;

    /** @param notes if answers go with the events instead of being kept in their transaction */
    OncePerKey(Idempotency idempotency, LastEvent lastEvent, Optional<EventNotes> notes) {
        this.idempotency = idempotency;
        this.lastEvent = lastEvent;
        this.notes = notes;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        Optional<IdempotencyKey> key = IdempotencyKey.in(work.getMessage().getMetaData());
        if (key.isEmpty()) {
            return chain.proceed();
        }
        lastEvent.forget();
        Optional<Idempotency.Kept> kept = idempotency.begin(key.get());
        if (kept.isPresent()) {
            return kept.get();
        }
        Object result = chain.proceed();
        if (notes.isPresent()) {
            idempotency.note(key.get(), result);
        }
        work.onPrepareCommit(committing -> {
            if (notes.isEmpty() || idempotency.isNoteLeft(committing)) {
                idempotency.keep(key.get(), result, lastEvent.find());
            }
        });
        return result;
    }
}
