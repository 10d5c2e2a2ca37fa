package io.countersign.query.rules;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** One rule book: its candidates and its versions, by tab. The book and the tab are in the address. */
@WebPage
class RulesPage {
    private final CandidateView candidates;
    private final RuleBookView books;
    private final TenantNames tenants;
    private final UserNames users;

    RulesPage(CandidateView candidates, RuleBookView books, TenantNames tenants, UserNames users) {
        this.candidates = candidates;
        this.books = books;
        this.tenants = tenants;
        this.users = users;
    }

    @GetMapping("/rules")
    String show(HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_RULES);
        Parameters parameters = Parameters.ofPage(request);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        RulesTab asked = parameters.constant("tab", RulesTab.class);
        Paging paging = parameters.paging();
        parameters.done();
        RulesTab tab = asked == null ? RulesTab.PENDING : asked;
        Map<String, String> names = tenants.names(caller.limits(Permission.READ_RULES));
        RuleBookAddress book = book(tenant, names);
        model.addAttribute("book", book);
        model.addAttribute("names", names);
        model.addAttribute("tab", tab);
        model.addAttribute("counts", counts(book.scope()));
        if (tab == RulesTab.VERSIONS) {
            addVersions(books.versions(book.scope(), paging), book, caller, model);
        } else {
            addCandidates(candidates.list(book.scope(), tab.statuses(), paging), book, tab, caller, model);
        }
        return "rules";
    }

    private void addVersions(Page<VersionRow> page, RuleBookAddress book, Caller caller, Model model) {
        model.addAttribute("versions", page.rows());
        model.addAttribute(
                "users",
                users.of(page.rows().stream().map(VersionRow::createdBy).toList(), caller));
        addNext(page.cursor(), book, RulesTab.VERSIONS, model);
    }

    private void addCandidates(
            Page<CandidateRow> page, RuleBookAddress book, RulesTab tab, Caller caller, Model model) {
        model.addAttribute("candidates", page.rows());
        List<String> ids = page.rows().stream()
                .map(row -> tab == RulesTab.PENDING ? row.createdBy() : row.reviewedBy())
                .toList();
        model.addAttribute("users", users.of(ids, caller));
        addNext(page.cursor(), book, tab, model);
    }

    private static void addNext(String cursor, RuleBookAddress book, RulesTab tab, Model model) {
        model.addAttribute("next", cursor == null ? null : book.address(tab, cursor));
    }

    private Map<RulesTab, Long> counts(String scope) {
        Map<String, Long> byStatus = candidates.counts(scope);
        Map<RulesTab, Long> counts = new EnumMap<>(RulesTab.class);
        for (RulesTab tab : RulesTab.values()) {
            // The Accepted tab also lists candidates that are no longer in force; its count does not include them.
            counts.put(tab, byStatus.getOrDefault(tab.wireName(), 0L));
        }
        counts.put(RulesTab.VERSIONS, (long) books.versionAt(scope, null));
        return counts;
    }

    private static RuleBookAddress book(TenantId tenant, Map<String, String> names) {
        if (tenant != null && !names.containsKey(tenant.value())) {
            throw Caller.unknown(tenant);
        }
        return tenant == null
                ? new RuleBookAddress(null, null)
                : new RuleBookAddress(tenant.value(), names.get(tenant.value()));
    }
}
