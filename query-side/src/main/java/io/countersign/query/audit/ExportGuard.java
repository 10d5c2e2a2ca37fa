package io.countersign.query.audit;

import io.countersign.platform.audit.ExportRegister.Cause;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.security.Permission.Reach;
import io.countersign.platform.server.LongLivedConnection;
import io.countersign.policy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts an export if its reader takes fewer than {@value #BYTES_A_SECOND} bytes a second during a time window, or if the caller loses access to a part of it. Only the time spent waiting for the reader counts, not for the database.
 */
final class ExportGuard implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ExportGuard.class);
    private static final long LOOK_MILLIS = 300;
    private static final long BYTES_A_SECOND = 240;

    private final LongLivedConnection connection;
    private final CurrentCaller caller;
    private final Set<TenantId> tenants;
    private final long window;
    private Watched out;
    private Future<?> looking;
    private long waitedBefore;
    private long bytesBefore;
    private boolean closed;
    private Cause cause;

    /** @param tenants whose entries are exported; null for all */
    ExportGuard(LongLivedConnection connection, CurrentCaller caller, Set<TenantId> tenants, Duration window) {
        this.connection = connection;
        this.caller = caller;
        this.tenants = tenants;
        this.window = window.toNanos();
    }

    /** Wraps the output stream of the export and starts watching it. */
    synchronized OutputStream watched(OutputStream target, ScheduledExecutorService threads) {
        out = new Watched(target);
        looking = threads.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return out;
    }

    /** Why the export was aborted; null if it was not. */
    synchronized Cause cause() {
        return cause;
    }

    private void look() {
        boolean allowed = isAllowed();
        synchronized (this) {
            if (closed || cause != null) {
                return;
            }
            cause = !allowed ? Cause.NO_LONGER_ALLOWED : isTooSlow() ? Cause.READER_TOO_SLOW : null;
            if (cause != null) {
                connection.breakOff();
            }
        }
    }

    private boolean isAllowed() {
        try {
            Optional<Caller> now = caller.find().filter(known -> Permission.EXPORT.of(known.role()) != Reach.NONE);
            return now.isPresent()
                    && now.get()
                            .limits(Permission.EXPORT)
                            .map(visible -> tenants != null && visible.containsAll(tenants))
                            .orElse(true);
        } catch (RuntimeException e) {
            log.debug("Whether an export may go on can't be found out at the moment", e);
            return true;
        }
    }

    private boolean isTooSlow() {
        long waited = out.waited();
        if (waited - waitedBefore < window) {
            return false;
        }
        long bytes = out.bytes;
        boolean tooSlow = (double) (bytes - bytesBefore) / BYTES_A_SECOND < (waited - waitedBefore) / 1e9;
        waitedBefore = waited;
        bytesBefore = bytes;
        return tooSlow;
    }

    /** Stops watching. */
    @Override
    public synchronized void close() {
        closed = true;
        if (looking != null) {
            looking.cancel(false);
        }
    }

    /** Counts the bytes written and the time it took. One thread writes, another reads the counts. */
    private static final class Watched extends OutputStream {
        private final OutputStream target;
        private volatile long bytes;
        private volatile long waited;
        private volatile long writingSince;

        private Watched(OutputStream target) {
            this.target = target;
        }

        private long waited() {
            long since = writingSince;
            return waited + (since == 0 ? 0 : System.nanoTime() - since);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            begin();
            target.write(from, offset, length);
            end(length);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void flush() throws IOException {
            begin();
            target.flush();
            end(0);
        }

        private void begin() {
            writingSince = System.nanoTime();
        }

        private void end(int length) {
            waited += System.nanoTime() - writingSince;
            writingSince = 0;
            bytes += length;
        }
    }
}
