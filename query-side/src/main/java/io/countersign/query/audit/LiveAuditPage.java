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
 * The rows that come to the audit log's page while it is open, as server-sent events: {@code entry} with a row as HTML and
 * the entry's position as its id, and {@code gap} where there are too many to send. Filters are those of the page; it begins
 * after the position that {@code Last-Event-ID} or else {@code after} names, or else with what comes next.
 */
@Hidden
@WebPage
class LiveAuditPage {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final AuditView view;
    private final AuditFilterReader filters;
    private final NewEntries newEntries;
    private final EntryStreams streams;
    private final UserNames names;
    private final ISpringTemplateEngine templates;

    LiveAuditPage(
            AuditView view,
            AuditFilterReader filters,
            NewEntries newEntries,
            EntryStreams streams,
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
        return opened(caller, later, filter, after, new EntryMarkup(templates, names, caller, model.asMap()));
    }

    private static Long after(HttpServletRequest request, Parameters parameters) {
        Long after = parameters.value("after", Place::position);
        String last = request.getHeader(LAST_EVENT_ID);
        if (last == null || last.isEmpty()) {
            return after;
        }
        try {
            return Place.position(last);
        } catch (IllegalArgumentException e) {
            parameters.refuse(LAST_EVENT_ID, e.getMessage());
            return after;
        }
    }

    private SseEmitter opened(Caller caller, CurrentCaller later, AuditFilter filter, Long after, EntryMarkup markup) {
        SseEmitter emitter = new SseEmitter(0L);
        long position = after == null ? view.head() : after;
        streams.open(
                caller.userId(), new EntryStream(newEntries, view, later, markup, emitter, caller, filter, position));
        return emitter;
    }
}
