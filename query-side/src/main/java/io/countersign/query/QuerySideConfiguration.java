package io.countersign.query;

import io.countersign.platform.database.AwaitedSchema;
import io.countersign.platform.database.SchemaMigrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Configures the query side, which builds the read model from events and answers queries. */
@Configuration
@ComponentScan
public class QuerySideConfiguration {
    private static final String COMMAND_SIDE = "the command side";

    @Bean
    SchemaMigrations readModelSchema() {
        return new SchemaMigrations("read_model", 20);
    }

    @Bean
    AwaitedSchema events() {
        return new AwaitedSchema("event_store", COMMAND_SIDE);
    }

    @Bean
    AwaitedSchema keys() {
        return new AwaitedSchema("key_vault", COMMAND_SIDE);
    }
}
