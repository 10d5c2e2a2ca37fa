package io.countersign.command.dispatch;

import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Runs a command with an idempotency key once; a repeated request gets the answer of the first. */
class IdempotencyInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final Idempotency idempotency;
    private final LastPublishedEvent lastEvent;
    private final AnswerStore answers;

    IdempotencyInterceptor(Idempotency idempotency, LastPublishedEvent lastEvent, AnswerStore answers) {
        this.idempotency = idempotency;
        this.lastEvent = lastEvent;
        this.answers = answers;
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
        answers.keep(work, key.get(), result);
        return result;
    }
}
