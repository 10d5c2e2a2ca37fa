package io.countersign.command;

import io.countersign.platform.database.SchemaMigrations;
import io.countersign.platform.store.postgres.EventWriterConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The side that decides: commands in, events out. */
@Configuration
@ComponentScan
@Import(EventWriterConfiguration.class)
public class CommandSideConfiguration {
    @Bean
    SchemaMigrations commandSideSchema() {
        return new SchemaMigrations("command_side", 10);
    }
}
