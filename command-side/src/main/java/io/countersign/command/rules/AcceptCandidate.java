package io.countersign.command.rules;

import io.countersign.platform.web.ExpectedVersion;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Brings a candidate's rule into the book, in place of another account's rule with the same pattern only if replace says so. */
public record AcceptCandidate(
        String scope, String candidateId, boolean replace, String reason, ExpectedVersion expected)
        implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
