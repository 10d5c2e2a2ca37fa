package io.countersign.events.rules;

/** What happened to the rule book of one scope: {@code firm}, or a tenant's id. */
public sealed interface RuleBookEvent
        permits CandidateProposed, CandidateRejected, RulePromoted, RulesImported, RulesRolledBack {
    String scope();
}
