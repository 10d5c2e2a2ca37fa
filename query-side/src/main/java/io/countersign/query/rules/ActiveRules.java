package io.countersign.query.rules;

import io.countersign.policy.Rule;
import java.util.List;

/** The rules in force, in the order in which they match; tenant is null if none was asked for. */
record ActiveRules(Book firm, Book tenant) {
    record Book(String versionId, List<Rule> rules) {}
}
