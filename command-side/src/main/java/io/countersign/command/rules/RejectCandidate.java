package io.countersign.command.rules;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Turns a candidate down; comes to whether that is new. */
public record RejectCandidate(String scope, String candidateId, String reason) implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
