package io.countersign.command.rules;

import com.github.benmanes.caffeine.cache.Cache;
import io.countersign.platform.rules.RuleBookCaches;
import io.countersign.policy.Rule;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/**
 * Rules of past versions, replayed from a book's events. Events that hold all rules are large and never change: what the
 * first one of a replay comes to is kept as far as its weight allows, see {@link RuleBookCaches}.
 */
@Component
class VersionHistory {
    private final EventStore events;
    private final Cache<From, RuleReplay> begun = RuleBookCaches.bounded(RuleReplay::rules);

    VersionHistory(EventStore events) {
        this.events = events;
    }

    /**
     * The rules of a version, by rule id.
     *
     * @param from the sequence number of an event at or before the version that holds all rules, or is the first one
     */
    List<Rule> at(String book, int version, long from) {
        RuleReplay past = begun.get(new From(book, from), this::begin).copy();
        DomainEventStream later =
                past.version() < version ? events.readEvents(book, from + 1) : DomainEventStream.empty();
        while (past.version() < version && later.hasNext()) {
            DomainEventMessage<?> event = later.next();
            // Most are candidates, and stay unread.
            if (RuleReplay.dependOn(event.getPayloadType())) {
                past.replay(event.getPayload());
            }
        }
        if (past.version() != version) {
            throw new IllegalStateException("The events of %s end before version %s".formatted(book, version));
        }
        return List.copyOf(past.rules());
    }

    private RuleReplay begin(From from) {
        RuleReplay past = new RuleReplay();
        past.replay(events.readEvents(from.book, from.number).next().getPayload());
        return past;
    }

    private record From(String book, long number) {}
}
