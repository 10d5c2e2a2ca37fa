package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.query.names.TenantNames;
import io.countersign.query.names.UserNames;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Reads the filters of the audit log from a request. A user may be named by id or e-mail address. */
@Component
class AuditFilterReader {
    private final UserNames users;
    private final TenantNames tenants;

    AuditFilterReader(UserNames users, TenantNames tenants) {
        this.users = users;
        this.tenants = tenants;
    }

    /** @throws io.countersign.platform.web.Refusal not found, if the filter names a tenant that the caller may not see */
    void mustSeeTenant(AuditFilter filter, Caller caller) {
        if (filter.tenantId() != null) {
            tenants.mustSee(filter.tenantId(), Permission.READ_AUDIT, caller);
        }
    }

    /** For the API: dates without a time are days in UTC. */
    AuditFilter read(Parameters parameters, Caller caller) {
        return read(parameters, caller, ZoneOffset.UTC);
    }

    /** For pages: dates without a time are days in this zone. */
    AuditFilter read(Parameters parameters, Caller caller, ZoneId zone) {
        return AuditFilter.from(parameters, caller, zone, text -> users.idOf(text, caller));
    }
}
