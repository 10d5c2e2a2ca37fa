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
 * Sends new entries that match a filter to one browser as server-sent events, each once and in order. It ends when the browser disconnects or the user loses access, when the program stops, and after ten minutes, so that the browser reconnects with a valid token. The browser then sends the last position as Last-Event-ID.
 */
final class LiveEntryStream implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(LiveEntryStream.class);
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    /** Short, because only a heartbeat detects a browser that has disconnected, which occupies a place of the user until then. */
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int AT_ONCE = 200;
    /** A browser that is further behind is told to reload the page. */
    private static final long TOO_FAR = 10_000;

    private final NewEntries newEntries;
    private final AuditView view;
    private final CurrentCaller currentCaller;
    private final EntryHtml markup;
    private final SseEmitter emitter;
    private final long begun = System.nanoTime();
    private Caller caller;
    private AuditFilter filter;
    private long position;
    private long checked = begun;
    private long sent = begun;
    private volatile boolean gone;

    LiveEntryStream(
            NewEntries newEntries,
            AuditView view,
            CurrentCaller currentCaller,
            EntryHtml markup,
            SseEmitter emitter,
            Caller caller,
            AuditFilter filter,
            long position) {
        this.newEntries = newEntries;
        this.view = view;
        this.currentCaller = currentCaller;
        this.markup = markup;
        this.emitter = emitter;
        this.caller = caller;
        this.filter = filter;
        this.position = position;
        emitter.onError(failure -> gone = true);
        emitter.onCompletion(() -> gone = true);
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
        beat();
        while (goesOn()) {
            send(newEntries.after(position, TimeUnit.NANOSECONDS.toMillis(CHECK_NANOS)));
            if (System.nanoTime() - sent > HEARTBEAT_NANOS) {
                beat();
            }
        }
    }

    private boolean goesOn() {
        return newEntries.isRunning() && !gone && System.nanoTime() - begun < LIFE_NANOS && isStillAllowed();
    }

    private boolean isStillAllowed() {
        if (System.nanoTime() - checked < CHECK_NANOS) {
            return true;
        }
        checked = System.nanoTime();
        Optional<Caller> now =
                currentCaller.find().filter(known -> Permission.READ_AUDIT.of(known.role()) != Reach.NONE);
        now.ifPresent(known -> {
            caller = known;
            filter = filter.seenBy(known);
        });
        return now.isPresent();
    }

    private void send(NewEntries.Update update) throws IOException {
        if (update.reached() - position > TOO_FAR) {
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
        List<AuditView.Line> missed = view.after(filter, position, AT_ONCE);
        for (EntryRow entry : EntryRow.of(missed)) {
            sendIfAdmitted(entry);
        }
        if (missed.size() < AT_ONCE) {
            position = Math.max(position, update.reached());
        }
    }

    private void sendIfAdmitted(EntryRow entry) throws IOException {
        position = entry.position();
        if (filter.admits(entry)) {
            emit(SseEmitter.event().name("entry").data(markup.of(entry), MediaType.TEXT_HTML));
        }
    }

    /** An event without data only sets the last event id (HTML standard, section 9.2.6). */
    private void beat() throws IOException {
        emit(SseEmitter.event().comment("still here"));
    }

    private void emit(SseEmitter.SseEventBuilder event) throws IOException {
        emitter.send(event.id(Long.toString(position)));
        sent = System.nanoTime();
    }
}
