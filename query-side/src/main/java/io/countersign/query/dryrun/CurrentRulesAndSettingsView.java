package io.countersign.query.dryrun;

import io.countersign.policy.Settings;
import io.countersign.query.rules.RuleBookView;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the rule books and settings in force now. */
@Component
class CurrentRulesAndSettingsView {
    private final JdbcClient jdbc;
    private final RuleBookView books;

    CurrentRulesAndSettingsView(JdbcClient jdbc, RuleBookView books) {
        this.jdbc = jdbc;
        this.books = books;
    }

    CurrentRulesAndSettings of(DecisionSelection selection) {
        return new CurrentRulesAndSettings(books.newest(selection.scopes()), settings(selection));
    }

    private Map<String, Settings> settings(DecisionSelection selection) {
        Map<String, Settings> settings = new HashMap<>();
        jdbc.sql("""
                        select tenant_id, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels
                        from read_model.tenant
                        where :tenants::text[] is null or tenant_id = any (:tenants::text[])
                        """).params(selection.values()).query(row -> {
            settings.put(
                    row.getString("tenant_id"),
                    new Settings(
                            row.getBoolean("autopost_enabled"), row.getBigDecimal("autopost_threshold"),
                            row.getBigDecimal("llm_tenant_cap_usd"), row.getInt("cold_start_min_labels")));
        });
        return settings;
    }
}
