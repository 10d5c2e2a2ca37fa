package io.countersign.platform.database;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schemas that this program owns to their newest version, and waits for those of others that it reads. */
final class Schemas {
    private final List<SchemaMigrations> owned;
    private final List<AwaitedSchema> read;

    Schemas(Stream<SchemaMigrations> owned, Stream<AwaitedSchema> read) {
        this.owned =
                owned.sorted(Comparator.comparingInt(SchemaMigrations::order)).toList();
        this.read = read.toList();
    }

    /** @param reader as in {@link DatabaseProperties} */
    void prepare(DataSource database, String user, String reader) {
        List<String> ours = owned.stream().map(SchemaMigrations::schema).toList();
        ours.forEach(schema -> flyway(database, schema, reader).migrate());
        read.stream()
                .filter(other -> !ours.contains(other.schema()))
                .forEach(other -> new SchemaWait(other, user, flyway(database, other.schema(), reader)).await());
    }

    private static Flyway flyway(DataSource database, String schema, String reader) {
        return Flyway.configure()
                .dataSource(database)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .placeholders(Map.of("reader", reader))
                .load();
    }
}
