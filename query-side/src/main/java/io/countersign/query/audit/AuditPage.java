package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.platform.web.ProblemResponses;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Reason;
import io.countersign.query.integrity.IntegrityView;
import io.countersign.query.names.TenantNames;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.Viewer;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The audit log, page by page. The filters are in the address. */
@WebPage
class AuditPage {
    static final int PAGE_SIZE = 50;

    private final AuditView view;
    private final AuditFilterReader filters;
    private final UnmatchedFilters unmatched;
    private final UserNames names;
    private final TenantNames tenants;
    private final IntegrityView integrity;

    AuditPage(
            AuditView view,
            AuditFilterReader filters,
            UnmatchedFilters unmatched,
            UserNames names,
            TenantNames tenants,
            IntegrityView integrity) {
        this.view = view;
        this.filters = filters;
        this.unmatched = unmatched;
        this.names = names;
        this.tenants = tenants;
        this.integrity = integrity;
    }

    @GetMapping("/audit")
    String show(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            @ModelAttribute(name = "viewer", binding = false) Viewer viewer,
            Model model) {
        caller.mustHave(Permission.READ_AUDIT);
        Parameters parameters = Parameters.ofPage(request);
        EntrySearch search = EntrySearch.of(request.getParameterMap());
        TenantChoices choices = new TenantChoices(tenants.names(caller.limits(Permission.READ_AUDIT)));
        Optional<String> called = choices.idOfName(search.value("tenant_id"));
        if (called.isPresent()) {
            return "redirect:" + search.ofTenant(called.get()).address();
        }
        addChoices(choices, model);
        if (Permission.READ_PROJECTIONS.of(caller.role()) == Permission.Reach.ALL) {
            model.addAttribute("integrity", integrity.results());
        }
        model.addAttribute("search", search);
        try {
            LogPosition position = LogPosition.read(parameters);
            AuditFilter filter = filters.read(parameters, caller, viewer.zone());
            parameters.done();
            filters.mustSeeTenant(filter, caller);
            return shown(position, filter, search, caller, model);
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.INVALID_REQUEST && refusal.code() != ErrorCode.TENANT_NOT_FOUND) {
                throw refusal;
            }
            response.setStatus(ProblemResponses.status(refusal.code()).value());
            model.addAttribute("search", search.refused(refusal, choices));
            return "audit";
        }
    }

    private String shown(LogPosition position, AuditFilter filter, EntrySearch search, Caller caller, Model model) {
        long head = view.head();
        EntriesPage found = position.after() == null ? before(position, filter) : after(position.after(), filter);
        if (position.after() != null && !found.hasNewer()) {
            // Everything fits on the first page, which shows new entries live.
            return "redirect:" + search.address();
        }
        List<EntryRow> rows = found.rows();
        Map<String, String> users = names.of(EntryRow.users(rows), caller);
        model.addAttribute(
                "entries", rows.stream().map(row -> EntryLine.of(row, users)).toList());
        model.addAttribute("isFirst", position.isFirst());
        model.addAttribute("unmatched", rows.isEmpty() ? unmatched.of(filter, search, caller) : List.of());
        model.addAttribute("exported", search.at(filter));
        if (!rows.isEmpty()) {
            model.addAttribute(
                    "newer", found.hasNewer() ? search.after(rows.get(0).position()) : null);
            model.addAttribute(
                    "older",
                    found.hasOlder() ? search.before(rows.get(rows.size() - 1).position()) : null);
        }
        // Entries committed between the two queries are already among the rows.
        long seen = position.isFirst() && !rows.isEmpty()
                ? Math.max(head, rows.get(0).position())
                : head;
        model.addAttribute("live", search.at(filter).live(seen));
        return "audit";
    }

    private EntriesPage before(LogPosition position, AuditFilter filter) {
        Page<AuditView.Line> page =
                view.page(filter, new Paging(position.isFirst() ? Long.MAX_VALUE : position.before(), PAGE_SIZE));
        return new EntriesPage(EntryRow.of(page.rows()), !position.isFirst(), page.cursor() != null);
    }

    private EntriesPage after(long position, AuditFilter filter) {
        List<AuditView.Line> lines = view.after(filter, position, PAGE_SIZE + 1);
        List<AuditView.Line> shown = lines.subList(0, Math.min(lines.size(), PAGE_SIZE));
        return new EntriesPage(EntryRow.newestFirst(shown), lines.size() > PAGE_SIZE, true);
    }

    private static void addChoices(TenantChoices choices, Model model) {
        model.addAttribute("tenants", choices.names());
        model.addAttribute("ofTransactions", EntryAction.ofTransactions());
        model.addAttribute("ofAdministration", EntryAction.ofAdministration());
        model.addAttribute("reasons", Reason.values());
        model.addAttribute("entries", List.of());
    }

    /** One page of entries, newest first, and whether there are newer and older ones. */
    private record EntriesPage(List<EntryRow> rows, boolean hasNewer, boolean hasOlder) {}
}
