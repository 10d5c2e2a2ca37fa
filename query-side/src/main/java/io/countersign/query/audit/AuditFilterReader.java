package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.web.Parameters;
import io.countersign.query.users.UserNames;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Reads the audit log's filters from a request; a user may be named by id or by e-mail address. */
@Component
class AuditFilterReader {
    private final UserNames users;

    AuditFilterReader(UserNames users) {
        this.users = users;
    }

    /** As the API has them: bare dates are days in UTC. */
    AuditFilter read(Parameters parameters, Caller caller) {
        return read(parameters, caller, ZoneOffset.UTC);
    }

    /** As a page has them: bare dates are days of the zone that it shows times in. */
    AuditFilter read(Parameters parameters, Caller caller, ZoneId zone) {
        return AuditFilter.from(parameters, caller, zone, text -> users.idOf(text, caller));
    }
}
