package io.countersign.command.rules;

/** The last decision on a candidate. Whether its rule is active is known by the book. */
enum CandidateStatus {
    PENDING,
    ACCEPTED,
    REJECTED
}
