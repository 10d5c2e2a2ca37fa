package io.countersign.platform.database;

/**
 * One schema with a migration history of its own, under {@code classpath:db/<schema>}. A schema belongs to its writer:
 * the program that has this migrates it, and afterwards grants there what the other side's program may read.
 *
 * @param order lower is migrated first
 */
public record SchemaMigrations(String schema, int order) {}
