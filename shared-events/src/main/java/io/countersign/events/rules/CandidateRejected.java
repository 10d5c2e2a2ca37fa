package io.countersign.events.rules;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A candidate was turned down.
 *
 * @param reason null if none was given
 */
@Revision("1")
public record CandidateRejected(
        String scope, String candidateId, @Nullable String reason) implements RuleBookEvent {}
