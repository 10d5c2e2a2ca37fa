package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Proposes a rule; refused while the same pattern is pending in its scope. Comes to the candidate's id. */
public record ProposeCandidate(String scope, Candidate candidate) implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
