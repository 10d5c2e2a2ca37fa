package io.countersign.query.metrics;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.platform.web.Times;
import io.countersign.query.names.TenantNames;
import io.countersign.query.pages.WebPage;
import io.countersign.query.tenants.AutomationRating;
import io.countersign.query.tenants.LlmSpend;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The metrics as plots and tables. Tenant and period are in the address. */
@WebPage
class MetricsPage {
    private final MetricsView view;
    private final TenantNames tenants;

    MetricsPage(MetricsView view, TenantNames tenants) {
        this.view = view;
        this.tenants = tenants;
    }

    @GetMapping("/metrics")
    String show(HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_METRICS);
        Parameters parameters = Parameters.ofPage(request);
        MetricsRequest asked = MetricsRequest.read(parameters);
        parameters.done();
        Window window = asked.window(Times.today());
        MetricsBoard board = view.board(asked.scope(caller, tenants), window);
        Map<String, String> names = tenants.names(caller.limits(Permission.READ_METRICS));
        model.addAttribute("asked", asked);
        model.addAttribute("periods", Period.values());
        model.addAttribute("ways", DateBasis.values());
        model.addAttribute("names", names);
        model.addAttribute("window", window);
        addMetrics(board.metrics(), model);
        addPlots(board, asked, window, model);
        return "metrics";
    }

    private static void addMetrics(Metrics metrics, Model model) {
        model.addAttribute("metrics", metrics);
        model.addAttribute("rating", AutomationRating.of(metrics.automationRate(), metrics.populationN()));
        model.addAttribute("spend", LlmSpend.of(metrics.llmSpend(), metrics.llmCap(), metrics.llmFallbackActive()));
        model.addAttribute("reasons", ReasonRow.of(metrics.notAutoPostCounts()));
        model.addAttribute(
                "drift",
                List.of(DriftRow.of("Suppliers", metrics.psiVendor()), DriftRow.of("Amounts", metrics.psiAmount())));
    }

    private static void addPlots(MetricsBoard board, MetricsRequest asked, Window window, Model model) {
        List<Metrics.Day> days = board.metrics().byDay();
        model.addAttribute("decisionPlot", DayPlot.of(days));
        model.addAttribute("ratePlot", RatePlot.of(days, board.book(), board.firm(), asked.tenant() == null));
        model.addAttribute("calibrationPlot", CalibrationPlot.of(board.metrics().eceBins()));
        model.addAttribute(
                "spendPlot", SpendPlot.of(board.spend(), board.metrics().llmCap(), window.last()));
    }
}
