package io.countersign.query;

import io.countersign.platform.database.SchemaMigrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The side that answers: events in, everything that anyone reads out. */
@Configuration
@ComponentScan
public class QuerySideConfiguration {
    @Bean
    SchemaMigrations readModelSchema() {
        return new SchemaMigrations("read_model", 20);
    }
}
