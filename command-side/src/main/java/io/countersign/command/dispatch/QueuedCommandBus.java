package io.countersign.command.dispatch;

import io.countersign.platform.web.Refusal;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Handles this node's commands in the order of arrival if they exclude each other, and no more at once than the connection pool
 * allows. Commands wait here before their transaction begins, so without a connection. Between nodes {@link CommandLocks} apply.
 */
final class QueuedCommandBus extends SimpleCommandBus {
    private final FairQueue queue;

    QueuedCommandBus(TransactionManager transactions, FairQueue queue) {
        super(SimpleCommandBus.builder().transactionManager(transactions));
        this.queue = queue;
    }

    /** The names under which commands exclude each other. */
    static SortedSet<String> names(Object command) {
        return CommandLock.of(command).stream()
                .filter(lock -> !lock.shared())
                .map(CommandLock::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A command that is sent while another one is handled belongs to that one, which has a connection already. */
    @Override
    protected <C, R> void doDispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        if (CurrentUnitOfWork.isStarted()) {
            super.doDispatch(command, callback);
            return;
        }
        try {
            queue.run(names(command.getPayload()), () -> {
                super.<C, R>doDispatch(command, callback);
                return null;
            });
        } catch (Refusal refusal) {
            callback.onResult(command, GenericCommandResultMessage.asCommandResultMessage(refusal));
        }
    }
}
