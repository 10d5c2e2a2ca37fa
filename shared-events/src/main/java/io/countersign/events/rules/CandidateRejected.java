package io.countersign.events.rules;

import org.axonframework.serialization.Revision;

/**
 * A candidate was turned down.
 *
 * @param reason null if none was given
 */
@Revision("1")
public record CandidateRejected(String scope, String candidateId, String reason) implements RuleBookEvent {}
