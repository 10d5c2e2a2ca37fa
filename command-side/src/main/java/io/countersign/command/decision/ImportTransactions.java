package io.countersign.command.decision;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import java.util.Collection;
import java.util.List;

/** Imports transactions that people booked before this service, in this order, in one database transaction. */
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
