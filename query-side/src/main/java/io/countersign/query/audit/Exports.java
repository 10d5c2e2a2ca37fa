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
 * Exports the audit log, a limited number at a time. Every export is recorded: its start before the first byte is read, its end before the response ends. After a failure the exception must prevent a response that looks complete. An export contains only entries from before its start. It is aborted if its reader is too slow or loses access.
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

    /** The output of an export; opened after the start is recorded. */
    interface Target {
        OutputStream open() throws IOException;
    }

    /**
     * The request for an export.
     *
     * @param given the filters as sent, to be recorded
     */
    record Request(
            Origin user,
            CurrentCaller later,
            LongLivedConnection connection,
            AuditFilter filter,
            Map<String, List<String>> given,
            ExportFormat form) {}

    /** @throws io.countersign.platform.web.Refusal if too many exports run, or if the start cannot be recorded */
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
