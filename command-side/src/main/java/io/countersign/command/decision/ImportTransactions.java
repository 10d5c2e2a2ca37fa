package io.countersign.command.decision;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import java.util.Collection;
import java.util.List;

/** Takes over transactions that people booked before, in this order; all in one transaction of the database. */
public record ImportTransactions(List<Booking> bookings) implements LockingCommand {
    @Override
    public Collection<CommandLock> locks() {
        return bookings.stream()
                .map(Booking::tenantId)
                .distinct()
                .map(CommandLock::tenant)
                .toList();
    }
}
