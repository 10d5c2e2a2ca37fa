package io.countersign.command.dispatch;

import io.countersign.platform.store.EventFollowers;
import org.axonframework.eventhandling.EventBus;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** On Axon Server what a command was answered goes with its events, and is kept from there. */
@Configuration
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class NotedAnswers {
    @Bean
    EventNotes eventNotes(EventBus events, EventFollowers followers, Idempotency idempotency) {
        EventNotes notes = new EventNotes();
        events.registerDispatchInterceptor(notes);
        followers.add(idempotency::keepNoted);
        return notes;
    }
}
