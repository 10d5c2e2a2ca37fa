package io.countersign.query.dryrun;

import io.countersign.policy.Settings;
import io.countersign.query.rules.RuleBookView;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is in force now. */
@Component
class InForceNowView {
    private final JdbcClient jdbc;
    private final RuleBookView books;

    InForceNowView(JdbcClient jdbc, RuleBookView books) {
        this.jdbc = jdbc;
        this.books = books;
    }

    InForceNow of(Population population) {
        return new InForceNow(books.newest(population.scopes()), settings(population));
    }

    private Map<String, Settings> settings(Population population) {
        Map<String, Settings> settings = new HashMap<>();
        jdbc.sql("""
                        select tenant_id, autopost_enabled, autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels
                        from read_model.tenant
                        where :tenants::text[] is null or tenant_id = any (:tenants::text[])
                        """).params(population.values()).query(row -> {
            settings.put(
                    row.getString("tenant_id"),
                    new Settings(
                            row.getBoolean("autopost_enabled"), row.getBigDecimal("autopost_threshold"),
                            row.getBigDecimal("llm_tenant_cap_usd"), row.getInt("cold_start_min_labels")));
        });
        return settings;
    }
}
