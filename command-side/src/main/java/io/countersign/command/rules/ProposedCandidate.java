package io.countersign.command.rules;

import io.countersign.events.rules.Candidate;
import java.time.Instant;

/** A candidate, and when it was proposed. */
record ProposedCandidate(Candidate candidate, Instant at) {}
