package io.countersign.command;

import io.countersign.command.decision.SettledDecision;
import io.countersign.command.decision.TransactionResults;
import io.countersign.command.dispatch.ResultTypes;
import io.countersign.command.rules.MinedRules;
import io.countersign.command.rules.RuleBookChange;
import io.countersign.command.tenant.NewTenant;
import io.countersign.command.tenant.SettingsUpdate;
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
                .with("tenant_created", NewTenant.class, "io.countersign.command.tenant.TenantMade")
                .with("settings_changed", SettingsUpdate.class, "io.countersign.command.tenant.SettingsOutcome")
                .with("transactions_decided", TransactionResults.class, "io.countersign.command.decision.Results")
                .with("decision_settled", SettledDecision.class, "io.countersign.command.decision.Settled")
                .with("rule_book_changed", RuleBookChange.class, "io.countersign.command.rules.BookOutcome")
                .with("rules_mined", MinedRules.class, "io.countersign.command.rules.MinedRules");
    }
}
