package io.countersign.command.dispatch;

import io.countersign.platform.store.EventSubscriptions;
import io.countersign.platform.store.OnAxonServer;
import org.axonframework.eventhandling.EventBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** On Axon Server what a command was answered goes with its events, and is kept from there. */
@Configuration
@OnAxonServer
class NotedAnswers {
    @Bean
    EventNotes eventNotes(EventBus events, EventSubscriptions followers, Idempotency idempotency) {
        EventNotes notes = new EventNotes();
        events.registerDispatchInterceptor(notes);
        followers.add(idempotency::keepNoted);
        return notes;
    }
}
