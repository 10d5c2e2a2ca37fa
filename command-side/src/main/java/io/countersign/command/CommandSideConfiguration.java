package io.countersign.command;

import io.countersign.command.decision.Results;
import io.countersign.command.decision.Settled;
import io.countersign.command.dispatch.ResultTypes;
import io.countersign.command.rules.BookOutcome;
import io.countersign.command.rules.MinedRules;
import io.countersign.command.tenant.SettingsOutcome;
import io.countersign.command.tenant.TenantMade;
import io.countersign.platform.database.SchemaMigrations;
import io.countersign.platform.store.postgres.EventWriterConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side: takes commands and appends events. */
@Configuration
@ComponentScan
@Import(EventWriterConfiguration.class)
public class CommandSideConfiguration {
    @Bean
    SchemaMigrations commandSideSchema() {
        return new SchemaMigrations("command_side", 10);
    }

    /** Never change a name. The text after a class is the name by which earlier builds stored it. */
    @Bean
    static ResultTypes resultTypes() {
        return new ResultTypes()
                .with("tenant_created", TenantMade.class, "io.countersign.command.tenant.TenantMade")
                .with("settings_changed", SettingsOutcome.class, "io.countersign.command.tenant.SettingsOutcome")
                .with("transactions_decided", Results.class, "io.countersign.command.decision.Results")
                .with("decision_settled", Settled.class, "io.countersign.command.decision.Settled")
                .with("rule_book_changed", BookOutcome.class, "io.countersign.command.rules.BookOutcome")
                .with("rules_mined", MinedRules.class, "io.countersign.command.rules.MinedRules");
    }
}
