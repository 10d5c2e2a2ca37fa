package io.countersign.events.rules;

import org.axonframework.serialization.Revision;

/** Somebody, or mining, proposed a rule. */
@Revision("1")
public record CandidateProposed(String scope, Candidate candidate) implements RuleBookEvent {}
