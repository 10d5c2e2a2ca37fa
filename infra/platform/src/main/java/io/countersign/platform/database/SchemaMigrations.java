package io.countersign.platform.database;

/**
 * One schema with a migration history of its own, under {@code classpath:db/<schema>}. A schema belongs to its writer.
 *
 * @param order lower is migrated first
 */
public record SchemaMigrations(String schema, int order) {}
