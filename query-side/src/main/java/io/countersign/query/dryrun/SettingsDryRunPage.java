package io.countersign.query.dryrun;

import io.countersign.platform.security.Caller;
import io.countersign.policy.TenantId;
import io.countersign.query.pages.WebPage;
import io.countersign.query.projection.UpToDate;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** The dry-run of settings as an HTML fragment, for requests that accept only HTML. */
@WebPage
class SettingsDryRunPage {
    private final SettingsDryRunApi api;

    SettingsDryRunPage(SettingsDryRunApi api) {
        this.api = api;
    }

    @UpToDate
    @PostMapping(path = "/api/tenants/{tenant_id}/settings/dryrun", produces = MediaType.TEXT_HTML_VALUE)
    String dryRun(
            @PathVariable("tenant_id") TenantId tenant,
            @RequestBody SettingsDryRunApi.SettingsRequest request,
            @RequestParam(name = "from", required = false) String from,
            @RequestParam(name = "to", required = false) String to,
            @RequestParam(name = "baseline", required = false) String baseline,
            Caller caller,
            Model model) {
        model.addAttribute("impact", api.dryRun(tenant, request, from, to, baseline, caller));
        return "impact";
    }
}
