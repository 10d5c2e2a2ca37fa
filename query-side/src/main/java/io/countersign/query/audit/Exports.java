package io.countersign.query.audit;

import io.countersign.platform.audit.ExportRegister;
import io.countersign.platform.audit.ExportRegister.Cause;
import io.countersign.platform.audit.ExportRegister.Export;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Exports the audit log, a few at a time. Nothing is given out that isn't on record: the start is recorded before the
 * first byte is asked for, and the end before the answer may end. An export holds the entries from before it, so never its
 * own. If something fails, what is thrown must keep the answer from ending as if it were whole.
 */
@Component
class Exports {
    static final int AT_ONCE = 8;
    private static final Logger log = LoggerFactory.getLogger(Exports.class);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final AuditView view;
    private final EntryCopy copy;
    private final ObjectProvider<ExportRegister> register;
    private final Semaphore free = new Semaphore(AT_ONCE);

    Exports(AuditView view, EntryCopy copy, ObjectProvider<ExportRegister> register) {
        this.view = view;
        this.copy = copy;
        this.register = register;
    }

    /** Where an export goes. It is opened when the export is on record. */
    interface Target {
        OutputStream open() throws IOException;
    }

    /**
     * @param given the filters as they were sent, for the record
     * @throws io.countersign.platform.web.Refusal if too many run already, or if it can't be put on record
     */
    void run(String userId, AuditFilter filter, Map<String, List<String>> given, ExportForm form, Target target)
            throws IOException, SQLException {
        if (!free.tryAcquire()) {
            throw ErrorCode.TOO_MANY_EXPORTS
                    .because("%d exports are running already; try again when one has ended".formatted(AT_ONCE))
                    .retryAfter(WAIT);
        }
        try {
            long head = view.head();
            send(started(userId, filter, given, form), filter, head, form, target);
        } finally {
            free.release();
        }
    }

    private Export started(String userId, AuditFilter filter, Map<String, List<String>> given, ExportForm form) {
        try {
            return register.getObject().started(userId, form.extension(), given, names(filter.visible()));
        } catch (RuntimeException e) {
            log.warn("An export can't be put on record, so it is refused", e);
            throw ErrorCode.UNAVAILABLE.because("The export can't be put on record at the moment; try again");
        }
    }

    private static List<String> names(Set<TenantId> tenants) {
        return tenants == null ? null : tenants.stream().map(TenantId::value).sorted().toList();
    }

    private void send(Export export, AuditFilter filter, long upTo, ExportForm form, Target target)
            throws IOException, SQLException {
        Rows rows = new Rows();
        try {
            OutputStream out = target.open();
            copy.send(filter, upTo, form, out, rows);
            out.flush();
        } catch (IOException e) {
            aborted(export, rows, Cause.CLIENT_GONE);
            throw e;
        } catch (SQLException | RuntimeException e) {
            aborted(export, rows, Cause.FAILURE);
            throw e;
        }
        export.finished(rows.count);
    }

    private static void aborted(Export export, Rows rows, Cause cause) {
        try {
            export.aborted(rows.count, cause);
        } catch (RuntimeException e) {
            log.warn("The end of an export can't be put on record", e);
        }
    }

    private static final class Rows implements EntryCopy.Progress {
        private long count;

        @Override
        public void handed() {
            count++;
        }
    }
}
