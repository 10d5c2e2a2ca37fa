package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.security.Permission.Reach;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends new entries that match a filter to one browser as server-sent events, each once and in order. It ends when
 * the browser disconnects or the user loses access, when the program stops, and after ten minutes, so that the browser
 * reconnects with a valid token. The browser then sends the last position as Last-Event-ID.
 */
final class LiveEntryStream implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(LiveEntryStream.class);
    private static final long CHECK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    /**
     * Short, because only a heartbeat detects a browser that has disconnected, which occupies a place of the user until
     * then.
     */
    private static final long HEARTBEAT_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long MAX_LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int PAGE_SIZE = 200;
    /** A browser that is further behind is told to reload the page. */
    private static final long MAX_BEHIND = 10_000;

    private final NewEntries newEntries;
    private final AuditView view;
    private final CurrentCaller currentCaller;
    private final EntryHtml html;
    private final SseEmitter emitter;
    private final long startedAt = System.nanoTime();
    private Caller caller;
    private AuditFilter filter;
    private long position;
    private long checkedAt = startedAt;
    private long sentAt = startedAt;
    private volatile boolean disconnected;

    LiveEntryStream(
            NewEntries newEntries,
            AuditView view,
            CurrentCaller currentCaller,
            EntryHtml html,
            SseEmitter emitter,
            Caller caller,
            AuditFilter filter,
            long position) {
        this.newEntries = newEntries;
        this.view = view;
        this.currentCaller = currentCaller;
        this.html = html;
        this.emitter = emitter;
        this.caller = caller;
        this.filter = filter;
        this.position = position;
        emitter.onError(failure -> disconnected = true);
        emitter.onCompletion(() -> disconnected = true);
    }

    @Override
    public void run() {
        try {
            newEntries.join();
            try {
                follow();
            } finally {
                newEntries.leave();
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("A browser stopped following the audit log: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("A stream of audit entries failed", e);
        } finally {
            emitter.complete();
        }
    }

    private void follow() throws IOException, InterruptedException {
        sendHeartbeat();
        while (shouldContinue()) {
            send(newEntries.after(position, TimeUnit.NANOSECONDS.toMillis(CHECK_INTERVAL_NANOS)));
            if (System.nanoTime() - sentAt > HEARTBEAT_INTERVAL_NANOS) {
                sendHeartbeat();
            }
        }
    }

    private boolean shouldContinue() {
        return newEntries.isRunning()
                && !disconnected
                && System.nanoTime() - startedAt < MAX_LIFE_NANOS
                && isStillAllowed();
    }

    private boolean isStillAllowed() {
        if (System.nanoTime() - checkedAt < CHECK_INTERVAL_NANOS) {
            return true;
        }
        checkedAt = System.nanoTime();
        Optional<Caller> now =
                currentCaller.find().filter(known -> Permission.READ_AUDIT.of(known.role()) != Reach.NONE);
        now.ifPresent(known -> {
            caller = known;
            filter = filter.withLimitsOf(known);
        });
        return now.isPresent();
    }

    private void send(NewEntries.Update update) throws IOException {
        if (update.reached() - position > MAX_BEHIND) {
            position = update.reached();
            emit(SseEmitter.event().name("gap").data(""));
            return;
        }
        if (update.entries() != null) {
            for (EntryRow entry : update.entries()) {
                sendIfAdmitted(entry);
            }
            position = Math.max(position, update.reached());
            return;
        }
        List<AuditView.JsonEntry> missed = view.after(filter, position, PAGE_SIZE);
        for (EntryRow entry : EntryRow.of(missed)) {
            sendIfAdmitted(entry);
        }
        if (missed.size() < PAGE_SIZE) {
            position = Math.max(position, update.reached());
        }
    }

    private void sendIfAdmitted(EntryRow entry) throws IOException {
        position = entry.position();
        if (filter.matches(entry)) {
            emit(SseEmitter.event().name("entry").data(html.of(entry), MediaType.TEXT_HTML));
        }
    }

    /** An event without data only sets the last event id (HTML standard, section 9.2.6). */
    private void sendHeartbeat() throws IOException {
        emit(SseEmitter.event().comment("still here"));
    }

    private void emit(SseEmitter.SseEventBuilder event) throws IOException {
        emitter.send(event.id(Long.toString(position)));
        sentAt = System.nanoTime();
    }
}
