package io.countersign.query.dryrun;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.query.names.TenantNames;
import io.countersign.query.pages.WebPage;
import io.countersign.query.projection.UpToDate;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** The dry-run of rules as an HTML fragment, for requests that accept only HTML. */
@WebPage
class RuleDryRunPage {
    private final RuleDryRunApi api;
    private final TenantNames tenants;

    RuleDryRunPage(RuleDryRunApi api, TenantNames tenants) {
        this.api = api;
        this.tenants = tenants;
    }

    @UpToDate
    @PostMapping(path = "/api/rules/dryrun", produces = MediaType.TEXT_HTML_VALUE)
    String dryRun(
            @RequestBody(required = false) RuleDryRunApi.DryRunRequest request,
            @RequestParam(name = "candidate_id", required = false) String candidate,
            Caller caller,
            Model model) {
        model.addAttribute("impact", api.dryRun(request, candidate, caller));
        model.addAttribute("names", tenants.names(caller.limits(Permission.DRY_RUN)));
        return "impact";
    }
}
