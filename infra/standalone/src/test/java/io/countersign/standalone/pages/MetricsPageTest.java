package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.standalone.support.Program;
import io.countersign.testkit.Client;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class MetricsPageTest {
    private static final String ACME = "pilot-acme-corp-082aceed";

    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/metrics?period=90d&by=txn_date");

        owner.inspect("metrics");
        owner.inspect(
                "metrics-tables", () -> owner.page().locator("summary").all().forEach(Locator::click));
        owner.open("/metrics?period=7d&tenant_id=" + withoutDecisions(visitors)).inspect("metrics-nothing-decided");
        owner.open("/metrics?tenant_id=" + withVersionsOfRules(visitors)).inspect("metrics-tenant");
        visitors.signedIn(visitors.program().person("staff").email())
                .open("/metrics")
                .inspect("metrics-no-tenants");
    }

    @Nested
    class an_owner {
        @Test
        void chooses_tenant_and_days_and_has_both_in_the_address(Visitors visitors) {
            Visitor owner = visitors.owner().open("/metrics");

            owner.field("Tenant").selectOption(ACME);
            owner.page().waitForURL("**/metrics?tenant_id=" + ACME + "&period=30d&by=decided");
            owner.field("90 days").check();
            owner.page().waitForURL("**/metrics?tenant_id=" + ACME + "&period=90d&by=decided");
            owner.field("Transaction date").check();
            owner.page().waitForURL("**/metrics?tenant_id=" + ACME + "&period=90d&by=txn_date");

            assertThat(owner.page().getByRole(AriaRole.STATUS).first()).containsText("transactions from");
            String shown = owner.page().locator("#metrics").innerText();
            owner.page().reload();
            assertThat(owner.page().locator("#metrics").innerText()).isEqualTo(shown);
            assertThat(owner.field("Tenant")).hasValue(ACME);
        }

        @Test
        void reads_in_the_tables_what_the_plots_show(Visitors visitors) {
            Client client = visitors.program().owner();
            var metrics = client.get("/api/metrics/latest?period=90d&by=txn_date&tenant_id=" + ACME)
                    .mustBe(200)
                    .json();
            Visitor owner = visitors.owner().open("/metrics?period=90d&by=txn_date&tenant_id=" + ACME);

            owner.page().getByText("Day by day as a table").click();

            Locator rows = owner.page().locator("details").first().locator("tbody tr");
            assertThat(rows).hasCount(90);
            long posted = rows.locator("td:nth-of-type(1)").allInnerTexts().stream()
                    .mapToLong(Long::parseLong)
                    .sum();
            long reviewed = rows.locator("td:nth-of-type(2)").allInnerTexts().stream()
                    .mapToLong(Long::parseLong)
                    .sum();
            assertThat(posted + reviewed)
                    .isEqualTo(metrics.path("population_n").longValue())
                    .isPositive();
            assertThat(owner.page().locator(".bar")).hasCount(90);
            assertThat(
                            owner
                                    .page()
                                    .locator("section:has(#reasons-title) td.number:nth-of-type(2)")
                                    .allInnerTexts()
                                    .stream()
                                    .mapToLong(Long::parseLong)
                                    .sum())
                    .isEqualTo(reviewed);
        }

        @Test
        void sees_when_rules_changed(Visitors visitors) {
            Visitor owner = visitors.owner().open("/metrics?tenant_id=" + withVersionsOfRules(visitors));

            assertThat(owner.page().locator(".mark title").last()).containsText("v2");
            assertThat(owner.page().locator("#facts")).containsText("v2");
        }
    }

    @Nested
    class staff {
        @Test
        void choose_among_their_tenants_only(Visitors visitors) {
            Visitor staff = visitors.signedIn("staff1@example.com").open("/metrics");

            assertThat(staff.page().locator("#tenant option").allInnerTexts())
                    .isEqualTo(List.of("All tenants", "Acme Corp"));
            assertThat(staff.open("/metrics?tenant_id=pilot-gamma-llc-abc123").heading("Page not found"))
                    .isVisible();
        }
    }

    private static String withoutDecisions(Visitors visitors) {
        String tenant = visitors.program().tenant();
        visitors.program().owner().get("/api/tenants/" + tenant).mustBe(200);
        return tenant;
    }

    private static String withVersionsOfRules(Visitors visitors) {
        Program program = visitors.program();
        String tenant = program.eagerTenant();
        for (String pattern : List.of("office*", "depot*")) {
            String candidate = program.owner()
                    .post(
                            "/api/rules/candidates",
                            json(
                                    "{'tenant_id': '%s', 'vendor_pattern': '%s', 'suggested_account': '1',"
                                            + " 'evidence': {'count': 9, 'precision': 0.97, 'std_dev': 0.01}}",
                                    tenant, pattern))
                    .mustBe(201)
                    .json()
                    .path("candidate_id")
                    .asString();
            program.owner()
                    .post("/api/rules/candidates/%s/accept".formatted(candidate))
                    .mustBe(200);
        }
        program.decided(tenant);
        program.owner().get("/api/metrics/latest").mustBe(200);
        return tenant;
    }
}
