package io.countersign.platform.database;

/**
 * A schema that this program only reads. The start waits until its owner has migrated it.
 *
 * @param owner as a message names it
 */
public record AwaitedSchema(String schema, String owner) {}
