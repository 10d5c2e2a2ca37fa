package io.countersign.command.rules;

/** What was decided on a candidate last; whether its rule is in the book is the book's to say. */
enum CandidateStatus {
    PENDING,
    ACCEPTED,
    REJECTED
}
