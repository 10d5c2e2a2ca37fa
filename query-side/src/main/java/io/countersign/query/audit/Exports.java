package io.countersign.query.audit;

import io.countersign.platform.audit.ExportRegister;
import io.countersign.platform.audit.ExportRegister.Cause;
import io.countersign.platform.audit.ExportRegister.Export;
import io.countersign.platform.limits.ConcurrencyLimit;
import io.countersign.platform.limits.LimitProperties;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Origin;
import io.countersign.platform.server.LongLivedConnection;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Exports the audit log, a few at a time. Nothing is given out that isn't on record: the start is recorded before the
 * first byte is asked for, and the end before the answer may end. If something fails, what is thrown must keep the answer
 * from ending as if it were whole. An export holds the entries from before it, so never its own. It ends too when its reader is too slow or may not see the entries any more.
 */
@Component
class Exports implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Exports.class);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final AuditView view;
    private final EntryCopy copy;
    private final ObjectProvider<ExportRegister> register;
    private final ConcurrencyLimit atOnce;
    private final Duration window;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "export-watch");
        thread.setDaemon(true);
        return thread;
    });

    Exports(AuditView view, EntryCopy copy, ObjectProvider<ExportRegister> register, LimitProperties limits) {
        this.view = view;
        this.copy = copy;
        this.register = register;
        this.atOnce = new ConcurrencyLimit(limits.exports(), ErrorCode.TOO_MANY_EXPORTS, "exports", WAIT);
        this.window = limits.exportWindow();
    }

    /** Where an export goes. It is opened when the export is on record. */
    interface Target {
        OutputStream open() throws IOException;
    }

    /**
     * Who asked for an export, and how.
     *
     * @param given the filters as they were sent, for the record
     */
    record Request(
            Origin user,
            CurrentCaller later,
            LongLivedConnection connection,
            AuditFilter filter,
            Map<String, List<String>> given,
            ExportForm form) {}

    /** @throws io.countersign.platform.web.Refusal if too many run already, or if it can't be put on record */
    void run(Request request, Target target) throws IOException, SQLException {
        try (ConcurrencyLimit.Place place = atOnce.take(request.user().userId())) {
            long head = view.head();
            send(started(request), head, request, target);
        }
    }

    private Export started(Request request) {
        try {
            return register.getObject()
                    .started(
                            request.user(),
                            request.form().extension(),
                            request.given(),
                            names(request.filter().visible()));
        } catch (RuntimeException e) {
            log.warn("An export can't be put on record, so it is refused", e);
            throw ErrorCode.UNAVAILABLE.because("The export can't be put on record at the moment; try again");
        }
    }

    private static List<String> names(Set<TenantId> tenants) {
        return tenants == null
                ? null
                : tenants.stream().map(TenantId::value).sorted().toList();
    }

    private void send(Export export, long upTo, Request request, Target target) throws IOException, SQLException {
        Rows rows = new Rows();
        ExportGuard guard = new ExportGuard(
                request.connection(), request.later(), request.filter().tenants(), window);
        try (guard) {
            OutputStream out = guard.watched(target.open(), watch);
            copy.send(request.filter(), upTo, request.form(), out, rows);
            out.flush();
        } catch (IOException e) {
            aborted(export, rows, guard.cause() == null ? Cause.CLIENT_GONE : guard.cause());
            throw e;
        } catch (SQLException | RuntimeException | Error e) {
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

    @Override
    public void destroy() {
        watch.shutdown();
    }

    private static final class Rows implements EntryCopy.Progress {
        private long count;

        @Override
        public void handed() {
            count++;
        }
    }
}
