package io.countersign.command.rules;

import io.countersign.command.rules.mining.KnownPatterns;
import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RulePromoted;
import io.countersign.policy.Rule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** Replays a book's events to find how the candidates for each pattern were settled. */
final class PatternHistory {
    private final RuleReplay rules = new RuleReplay();
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final Map<String, CandidateStatus> statuses = new LinkedHashMap<>();

    private PatternHistory() {}

    static KnownPatterns of(DomainEventStream events) {
        PatternHistory past = new PatternHistory();
        while (events.hasNext()) {
            past.replay(events.next().getPayload());
        }
        return known(past.rules.rules(), past.candidates.values(), past.statuses);
    }

    /** @param statuses of the candidates, by their ids */
    static KnownPatterns known(
            Collection<Rule> rules, Collection<Candidate> candidates, Map<String, CandidateStatus> statuses) {
        KnownPatterns known = new KnownPatterns();
        rules.forEach(known::stands);
        for (Candidate candidate : candidates) {
            if (statuses.get(candidate.candidateId()) == CandidateStatus.PENDING) {
                known.stands(candidate.rule());
            } else {
                known.isTurnedDown(candidate);
            }
        }
        return known;
    }

    private void replay(Object event) {
        rules.replay(event);
        if (event instanceof CandidateProposed proposed) {
            candidates.put(proposed.candidate().candidateId(), proposed.candidate());
            statuses.put(proposed.candidate().candidateId(), CandidateStatus.PENDING);
        } else if (event instanceof CandidateRejected rejected) {
            statuses.put(rejected.candidateId(), CandidateStatus.REJECTED);
        } else if (event instanceof RulePromoted promoted) {
            statuses.put(promoted.candidateId(), CandidateStatus.ACCEPTED);
        }
    }
}
