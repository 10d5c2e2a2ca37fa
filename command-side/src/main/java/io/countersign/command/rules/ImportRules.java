package io.countersign.command.rules;

import io.countersign.platform.web.ExpectedVersion;
import io.countersign.policy.Rule;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Makes the book exactly these rules. */
public record ImportRules(String scope, List<Rule> rules, ExpectedVersion expected) implements RuleBookCommand {
    @TargetAggregateIdentifier
    String aggregateId() {
        return RuleBook.idOf(scope);
    }
}
