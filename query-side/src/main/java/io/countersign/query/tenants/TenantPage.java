package io.countersign.query.tenants;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.platform.web.Times;
import io.countersign.policy.TenantId;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One tenant: its figures, its settings and the history of their changes. */
@WebPage
class TenantPage {
    private static final Duration PREVIEWED = Duration.ofDays(90);

    private final TenantView view;
    private final UserNames names;

    TenantPage(TenantView view, UserNames names) {
        this.view = view;
        this.names = names;
    }

    @GetMapping("/firm/{tenant_id}")
    String show(@PathVariable("tenant_id") TenantId tenant, HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_TENANTS, tenant);
        Parameters parameters = Parameters.ofPage(request);
        Paging paging = parameters.paging();
        parameters.done();
        TenantRow row = view.find(tenant, null).orElseThrow(() -> Caller.unknown(tenant));
        model.addAttribute("tenant", row);
        model.addAttribute("row", FirmRow.of(row));
        model.addAttribute("previewedFrom", Times.format(Instant.now().minus(PREVIEWED)));
        addHistory(view.history(tenant, paging), caller, model);
        return "tenant";
    }

    private void addHistory(Page<HistoryRow> history, Caller caller, Model model) {
        Map<String, String> users =
                names.of(history.rows().stream().map(HistoryRow::userId).toList(), caller);
        List<HistoryLine> lines = history.rows().stream()
                .map(row -> HistoryLine.of(row, users.get(row.userId())))
                .toList();
        model.addAttribute("history", lines);
        model.addAttribute("earlier", history.cursor());
    }
}
