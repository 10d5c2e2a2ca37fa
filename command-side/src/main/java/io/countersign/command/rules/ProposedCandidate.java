package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import java.time.Instant;

/** A candidate and the time of its proposal. */
record ProposedCandidate(Candidate candidate, Instant at) {}
