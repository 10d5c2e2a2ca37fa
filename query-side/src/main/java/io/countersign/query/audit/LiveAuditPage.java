package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.WebPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/**
 * New entries for an open audit page as server-sent events: {@code entry} with an HTML row and the position as id, and {@code gap} if there are too many to send. It takes the filters of the page and starts after the position in {@code Last-Event-ID} or the parameter {@code after}, otherwise with the next entry.
 */
@Hidden
@WebPage
class LiveAuditPage {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final AuditView view;
    private final AuditFilterReader filters;
    private final NewEntries newEntries;
    private final LiveEntryStreams streams;
    private final UserNames names;
    private final ISpringTemplateEngine templates;

    LiveAuditPage(
            AuditView view,
            AuditFilterReader filters,
            NewEntries newEntries,
            LiveEntryStreams streams,
            UserNames names,
            ISpringTemplateEngine templates) {
        this.view = view;
        this.filters = filters;
        this.newEntries = newEntries;
        this.streams = streams;
        this.names = names;
        this.templates = templates;
    }

    @GetMapping(path = "/audit/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter follow(
            HttpServletRequest request, HttpServletResponse response, Caller caller, CurrentCaller later, Model model) {
        caller.mustHave(Permission.READ_AUDIT);
        Parameters parameters = Parameters.ofPage(request);
        Long after = after(request, parameters);
        AuditFilter filter = filters.read(parameters, caller);
        parameters.done();
        filters.mustSeeTenant(filter, caller);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return opened(caller, later, filter, after, new EntryHtml(templates, names, caller, model.asMap()));
    }

    private static Long after(HttpServletRequest request, Parameters parameters) {
        Long after = parameters.value("after", LogPosition::position);
        String last = request.getHeader(LAST_EVENT_ID);
        if (last == null || last.isEmpty()) {
            return after;
        }
        try {
            return LogPosition.position(last);
        } catch (IllegalArgumentException e) {
            parameters.refuse(LAST_EVENT_ID, e.getMessage());
            return after;
        }
    }

    private SseEmitter opened(Caller caller, CurrentCaller later, AuditFilter filter, Long after, EntryHtml markup) {
        SseEmitter emitter = new SseEmitter(0L);
        long position = after == null ? view.head() : after;
        streams.open(
                caller.userId(),
                new LiveEntryStream(newEntries, view, later, markup, emitter, caller, filter, position));
        return emitter;
    }
}
