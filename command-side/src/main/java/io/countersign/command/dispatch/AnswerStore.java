package io.countersign.command.dispatch;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Keeps the answers of commands under their idempotency keys, so that an answer exists exactly if its events do. */
public interface AnswerStore {
    /**
     * Called after the command's handler and before its events are committed.
     *
     * @param work that handles the command
     */
    void keep(UnitOfWork<? extends CommandMessage<?>> work, IdempotencyKey key, Object result);
}
