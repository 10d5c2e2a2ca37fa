package io.countersign.query.projection;

/**
 * A table of sums with the statement that adds to it.
 *
 * @param upsert the SQL statement; its parameters are the values of the key, then the amounts to add
 */
public record SumTable(String upsert) {}
