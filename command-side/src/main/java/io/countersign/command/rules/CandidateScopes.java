package io.countersign.command.rules;

import io.countersign.events.rules.CandidateProposed;
import io.countersign.platform.rules.UnknownCandidate;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which book each candidate belongs to; written in the transaction of the proposal. */
@Component
class CandidateScopes {
    private final JdbcClient jdbc;

    CandidateScopes(JdbcClient jdbc, EventStore events) {
        this.jdbc = jdbc;
        events.subscribe(this::remember);
    }

    /** @throws io.countersign.platform.web.Refusal not found, if there is no such candidate */
    String of(String candidate) {
        return jdbc.sql("select scope from command_side.candidate_scope where candidate_id = :candidate")
                .param("candidate", candidate)
                .query(String.class)
                .optional()
                .orElseThrow(() -> UnknownCandidate.named(candidate));
    }

    private void remember(List<? extends EventMessage<?>> events) {
        for (EventMessage<?> message : events) {
            if (message.getPayload() instanceof CandidateProposed proposed) {
                jdbc.sql("""
                                insert into command_side.candidate_scope (candidate_id, scope)
                                values (:candidate, :scope)
                                on conflict (candidate_id) do nothing
                                """)
                        .param("candidate", proposed.candidate().candidateId())
                        .param("scope", proposed.scope())
                        .update();
            }
        }
    }
}
