package io.countersign.command.rules;

import io.countersign.platform.web.ExpectedVersion;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Turns a candidate down; comes to the book that it was for. */
public record RejectCandidate(String scope, String candidateId, String reason, ExpectedVersion expected)
        implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
