package io.countersign.query.decisions;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.WebPage;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The details of one transaction: the decision, its reasons and inputs, and the history of events. */
@WebPage
class ExplainPage {
    private final DecisionQueryApi api;
    private final TenantNames tenants;
    private final UserNames users;

    ExplainPage(DecisionQueryApi api, TenantNames tenants, UserNames users) {
        this.api = api;
        this.tenants = tenants;
        this.users = users;
    }

    @GetMapping("/explain/{tenant_id}/{txn_id}")
    String show(
            @PathVariable("tenant_id") TenantId tenant, @PathVariable("txn_id") TxnId txn, Caller caller, Model model) {
        caller.mustHave(Permission.READ_TENANTS, tenant);
        DecisionDetails story = api.find(tenant, txn, caller);
        model.addAttribute("story", story);
        model.addAttribute("it", story.summary());
        model.addAttribute("inputs", story.inputs());
        model.addAttribute("tenantName", tenants.nameOf(tenant).orElse(null));
        model.addAttribute(
                "users",
                users.of(story.events().stream().map(DecisionEventRow::userId).toList(), caller));
        return "explain";
    }
}
