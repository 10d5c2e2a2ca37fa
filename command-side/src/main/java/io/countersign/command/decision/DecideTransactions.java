package io.countersign.command.decision;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Decides transactions in this order, in one database transaction. Each decision sees the ones before it. */
public record DecideTransactions(List<Submission> submissions) implements LockingCommand {
    @Override
    public Collection<CommandLock> locks() {
        return Stream.concat(
                        submissions.stream()
                                .map(Submission::tenantId)
                                .distinct()
                                .map(CommandLock::tenant),
                        Stream.of(CommandLock.FIRM_BOOK_SHARED))
                .toList();
    }
}
