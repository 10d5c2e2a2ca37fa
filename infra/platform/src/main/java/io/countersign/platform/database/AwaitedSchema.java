package io.countersign.platform.database;

/**
 * A schema that is only read here. Unless this program migrates it too, the start waits until its owner has done so.
 *
 * @param owner as a message names it
 */
public record AwaitedSchema(String schema, String owner) {}
