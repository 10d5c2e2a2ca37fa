package io.countersign.command.rules;

import io.countersign.platform.web.ExpectedVersion;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Gives the book the rules of an earlier version, 0 being the empty book. */
public record RollBackRules(String scope, int toVersion, String reason, ExpectedVersion expected)
        implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
