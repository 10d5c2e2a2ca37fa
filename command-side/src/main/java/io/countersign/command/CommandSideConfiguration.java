package io.countersign.command;

import io.countersign.platform.database.SchemaMigrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The side that decides: commands in, events out. */
@Configuration
@ComponentScan
public class CommandSideConfiguration {
    @Bean
    SchemaMigrations keyVaultSchema() {
        return new SchemaMigrations("key_vault", 5);
    }

    @Bean
    SchemaMigrations commandSideSchema() {
        return new SchemaMigrations("command_side", 10);
    }
}
