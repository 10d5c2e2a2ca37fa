package io.countersign.query.tenants;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.Tier;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The list of all tenants. The search and the order are in the address. */
@WebPage
class FirmPage {
    private final TenantView view;

    FirmPage(TenantView view) {
        this.view = view;
    }

    @GetMapping("/firm")
    String show(HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_TENANTS);
        Parameters parameters = Parameters.ofPage(request);
        FirmSearch query = FirmSearch.read(parameters);
        parameters.done();
        TenantView.Found found = view.search(caller.limits(Permission.READ_TENANTS), query);
        model.addAttribute("query", query);
        model.addAttribute("columns", FirmColumn.values());
        model.addAttribute("rows", found.rows().stream().map(FirmRow::of).toList());
        model.addAttribute("tenants", found.tenants());
        model.addAttribute("waiting", found.waiting());
        model.addAttribute("pages", (found.tenants() + FirmSearch.PAGE_SIZE - 1) / FirmSearch.PAGE_SIZE);
        model.addAttribute("tiers", Tier.values());
        return "firm";
    }
}
