package io.countersign.command.rules;

import io.countersign.command.decision.memory.EventDerivedTables;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.platform.rules.CandidateNotFound;
import io.countersign.platform.store.EventSubscriptions;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Knows which book each candidate belongs to; written in the transaction of the proposal. */
@Component
class CandidateScopes implements EventDerivedTables {
    private final JdbcTemplate jdbc;

    CandidateScopes(JdbcTemplate jdbc, EventSubscriptions followers) {
        this.jdbc = jdbc;
        followers.add(this::remember);
    }

    /** @throws io.countersign.platform.web.Refusal not found, if there is no such candidate */
    String of(String candidate) {
        return jdbc
                .queryForList(
                        "select scope from command_side.candidate_scope where candidate_id = ?",
                        String.class,
                        candidate)
                .stream()
                .findFirst()
                .orElseThrow(() -> CandidateNotFound.named(candidate));
    }

    @Override
    public void remember(List<? extends EventMessage<?>> events) {
        List<Object[]> proposed = events.stream()
                .map(EventMessage::getPayload)
                .filter(CandidateProposed.class::isInstance)
                .map(CandidateProposed.class::cast)
                .map(event -> new Object[] {event.candidate().candidateId(), event.scope()})
                .toList();
        jdbc.batchUpdate("""
                insert into command_side.candidate_scope (candidate_id, scope)
                values (?, ?)
                on conflict (candidate_id) do nothing
                """, proposed);
    }

    @Override
    public void forget() {
        jdbc.update("delete from command_side.candidate_scope");
    }
}
