package io.countersign.query.tenants;

import io.countersign.platform.security.Caller;
import io.countersign.policy.TenantId;
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
}
