package io.countersign.query.names;

import static io.countersign.query.sql.SqlValues.ids;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.policy.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which tenants exist and what they are called. */
@Component
public class TenantNames {
    private final JdbcClient jdbc;

    TenantNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws io.countersign.platform.web.Refusal not found, if the tenant does not exist or the caller may not see it */
    public void mustSee(TenantId tenant, Permission permission, Caller caller) {
        caller.mustHave(permission, tenant);
        boolean exists = jdbc.sql("select exists (select from read_model.tenant where tenant_id = :tenant)")
                .param("tenant", tenant.value())
                .query(Boolean.class)
                .single();
        if (!exists) {
            throw Caller.unknown(tenant);
        }
    }

    /** The name of a tenant; empty if it does not exist. */
    public Optional<String> nameOf(TenantId tenant) {
        return Optional.ofNullable(names(Optional.of(Set.of(tenant))).get(tenant.value()));
    }

    /** The names of all tenants by id, in alphabetical order. */
    public Map<String, String> names() {
        return names(Optional.empty());
    }

    /** The names of the tenants that a caller is limited to, by id, in alphabetical order; empty limits mean all tenants. */
    public Map<String, String> names(Optional<Set<TenantId>> limits) {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("""
                        select tenant_id, name from read_model.tenant
                        where :only::text[] is null or tenant_id = any (:only::text[])
                        order by lower(name), tenant_id
                        """).param("only", ids(limits)).query(row -> {
            names.put(row.getString("tenant_id"), row.getString("name"));
        });
        return names;
    }
}
