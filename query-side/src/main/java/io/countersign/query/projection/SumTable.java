package io.countersign.query.projection;

/**
 * A table of sums, and how to add to it.
 *
 * @param upsert takes the key's values, then the amounts to add; needs to run once a batch for each key
 */
public record Sums(String upsert) {}
