package io.countersign.query.rules;

import io.countersign.policy.BookHistory;
import java.util.List;

/**
 * All versions of a rule book.
 *
 * @param newest number of the newest version, 0 before the first
 */
public record RuleBookVersions(String scope, int newest, List<BookHistory.Term> history) {}
