package io.countersign.query.rules;

import io.countersign.policy.Rule;
import java.util.List;

/** The rules in force, in the order in which they are tried; tenant is null if only the firm's rules were requested. */
record ActiveRules(Book firm, Book tenant) {
    record Book(String versionId, List<Rule> rules) {}
}
