package io.countersign.query.decisions;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The decisions to review, and the dialogs that submit or import transactions. Filters and position are in the address. */
@WebPage
class ReviewPage {
    private final ReviewQueueView view;
    private final TenantNames tenants;

    ReviewPage(ReviewQueueView view, TenantNames tenants) {
        this.view = view;
        this.tenants = tenants;
    }

    @GetMapping("/review")
    String show(HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_TENANTS);
        Parameters parameters = Parameters.ofPage(request);
        ReviewFilter filter = ReviewFilter.read(parameters);
        Paging paging = parameters.paging();
        parameters.done();
        if (filter.tenant() != null) {
            tenants.mustSee(filter.tenant(), Permission.READ_TENANTS, caller);
        }
        Optional<Set<TenantId>> only = caller.limits(Permission.READ_DECISIONS);
        Page<DecisionRow> page = view.list(filter, only, paging);
        model.addAttribute("filter", filter);
        model.addAttribute("names", tenants.names(only));
        model.addAttribute("counts", view.counts(filter, only));
        model.addAttribute("rows", page.rows());
        model.addAttribute("next", page.cursor() == null ? null : filter.address(page.cursor()));
        model.addAttribute("isLater", paging.before() != Long.MAX_VALUE);
        model.addAttribute("isAnythingThere", !page.rows().isEmpty() || view.isAnythingThere(only));
        return "review";
    }

    /** The accounts to choose from when correcting a decision of a tenant. */
    @GetMapping("/review/accounts")
    String accounts(HttpServletRequest request, Caller caller, Model model) {
        Parameters parameters = Parameters.ofPage(request);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        if (tenant == null) {
            parameters.refuse("tenant_id", "is required");
        }
        parameters.done();
        tenants.mustSee(tenant, Permission.READ_TENANTS, caller);
        model.addAttribute("tenant", tenant);
        model.addAttribute("accounts", view.accounts(tenant));
        return "accounts";
    }
}
