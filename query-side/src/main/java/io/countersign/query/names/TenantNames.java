package io.countersign.query.tenants;

import io.countersign.platform.security.Caller;
import io.countersign.policy.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells whether a tenant exists, for every view that is asked for one. */
@Component
public class KnownTenants {
    private final JdbcClient jdbc;

    KnownTenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws io.countersign.platform.web.Refusal not found, if there is no such tenant */
    public void mustExist(TenantId tenant) {
        boolean exists = jdbc.sql("select exists (select from read_model.tenant where tenant_id = :tenant)")
                .param("tenant", tenant.value())
                .query(Boolean.class)
                .single();
        if (!exists) {
            throw Caller.unknown(tenant);
        }
    }

    /** The names of all tenants by their ids, in the names' order. */
    public Map<String, String> names() {
        return names(Optional.empty());
    }

    /** The same of the tenants that the caller is limited to. */
    public Map<String, String> names(Optional<Set<TenantId>> limits) {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("""
                        select tenant_id, name from read_model.tenant
                        where :only::text[] is null or tenant_id = any (:only::text[])
                        order by lower(name), tenant_id
                        """).param("only", texts(limits)).query(row -> {
            names.put(row.getString("tenant_id"), row.getString("name"));
        });
        return names;
    }

    /** The tenants that there are, or those of them that the caller is limited to. */
    public List<TenantId> all(Optional<Set<TenantId>> limits) {
        return jdbc.sql("""
                        select tenant_id from read_model.tenant
                        where :only::text[] is null or tenant_id = any (:only::text[])
                        order by position
                        """).param("only", texts(limits)).query(String.class).list().stream()
                .map(TenantId::new)
                .toList();
    }

    private static String[] texts(Optional<Set<TenantId>> limits) {
        return limits.map(tenants -> tenants.stream().map(TenantId::value).toArray(String[]::new))
                .orElse(null);
    }
}
