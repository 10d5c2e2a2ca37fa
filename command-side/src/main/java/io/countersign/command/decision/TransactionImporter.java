package io.countersign.command.decision;

import io.countersign.command.decision.memory.DecisionMemory;
import io.countersign.events.decision.TransactionImported;
import io.countersign.platform.store.FirstEvents;
import io.countersign.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.stereotype.Component;

/** Takes over what people booked before, many in one unit of work. */
@Component
class TransactionImporter {
    private final DecisionMemory memory;
    private final FirstEvents events;
    private final EventBus bus;

    TransactionImporter(DecisionMemory memory, FirstEvents events, EventBus bus) {
        this.memory = memory;
        this.events = events;
        this.bus = bus;
    }

    @CommandHandler
    TransactionResults decide(ImportTransactions command) {
        List<Booking> bookings = command.bookings();
        Set<TenantId> tenants = memory.settings(
                        bookings.stream().map(Booking::tenantId).collect(Collectors.toSet()))
                .keySet();
        NewDecisions decisions =
                NewDecisions.knownOf(bookings.stream().map(Booking::decisionId).toList(), events);

        List<TransactionResult> results = new ArrayList<>(bookings.size());
        for (Booking booking : bookings) {
            results.add(
                    tenants.contains(booking.tenantId())
                            ? result(booking, decisions)
                            : Decider.unknownTenant(
                                    booking.tenantId(),
                                    booking.transaction().txnId().value()));
        }
        decisions.publish(bus);
        return new TransactionResults(results);
    }

    private static TransactionResult result(Booking booking, NewDecisions decisions) {
        String txnId = booking.transaction().txnId().value();
        Object first = decisions.find(booking.decisionId());
        TransactionImported imported = new TransactionImported(
                booking.tenantId(), booking.transaction(), booking.account(), booking.calibratedP());
        if (first == null) {
            decisions.begin(booking.decisionId(), imported, GenericEventMessage.clock.instant());
            return TransactionResult.imported(imported, ResultStatus.IMPORTED);
        }
        if (first instanceof TransactionImported before && booking.isSameAs(before)) {
            return TransactionResult.imported(before, ResultStatus.DUPLICATE);
        }
        return TransactionResult.conflict(
                txnId,
                first instanceof TransactionImported
                        ? "Transaction %s was imported before with other content".formatted(txnId)
                        : "Transaction %s was decided here before".formatted(txnId));
    }
}
