package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Proposes those of the candidates whose patterns are welcome to the book by now; comes to them as a list of {@link Proposed}. */
record ProposeMined(String scope, List<Candidate> candidates) implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
