package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.standalone.support.Program;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class FirmPageTest {
    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/firm?search=pilot-");

        owner.inspect("firm");
        owner.inspect("firm-new-tenant", () -> owner.button("New tenant").click());
        owner.inspect("firm-account", () -> owner.page().locator("button.who").click());
        owner.inspect("firm-keys", () -> owner.press("?"));
        owner.open("/firm?search=nobody").inspect("firm-nothing-found");
        visitors.signedIn("staff1@example.com").open("/firm").inspect("firm-staff");
    }

    @Nested
    class an_owner {
        @Test
        void sees_every_tenant_with_how_it_does(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm");

            assertThat(cells(owner.row("Beta Accounting, Inc.")))
                    .containsExactly("pro", "Fair 74.0% of 100", "26.0%", "16", "$8.40 of $100", "Never", "Automatic");
            assertThat(cells(owner.row("Gamma LLC"))).contains("Low 0.0% of 100", "100.0%", "Review all");
        }

        @Test
        void reads_no_verdict_on_a_rate_of_few_decisions(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            program.decided(tenant);
            Visitor owner = visitors.owner().open("/firm?search=" + tenant);

            assertThat(cells(owner.row(tenant))).contains("100.0% of 1");
            assertThat(owner.open("/firm/" + tenant).page().locator("#facts dd").first())
                    .hasText("100.0% of 1");
        }

        @Test
        void finds_tenants_while_typing_and_has_it_in_the_address(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm");

            owner.page().getByRole(AriaRole.SEARCHBOX).fill("gamma");

            assertThat(rows(owner)).hasCount(1);
            assertThat(owner.row("Gamma LLC")).isVisible();
            owner.page().waitForURL("**/firm?search=gamma");
            owner.page().reload();
            assertThat(rows(owner)).hasCount(1);
        }

        @Test
        void orders_them_by_a_column_and_back(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm?search=pilot-");

            owner.link("To review").click();
            owner.page().waitForURL("**/firm?search=pilot-&sort=backlog&order=desc");
            assertThat(owner.page().locator("th[aria-sort]")).hasText("To review");
            assertThat(numbers(owner, "To review")).isSortedAccordingTo((a, b) -> b - a);

            owner.link("To review").click();
            owner.page().waitForURL("**/firm?search=pilot-&sort=backlog&order=asc");
            assertThat(numbers(owner, "To review")).isSorted();
        }

        @Test
        void reads_what_to_do_where_nothing_is_found(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm?search=nobody");

            owner.link("Show all tenants").click();

            assertThat(owner.row("Gamma LLC")).isVisible();
        }

        @Test
        void takes_on_a_tenant_and_comes_to_its_page(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm");

            owner.button("New tenant").click();
            owner.field("Name").fill("Fresh & Co");
            owner.page().getByRole(AriaRole.RADIO).nth(1).check();
            owner.button("Create tenant").click();

            assertThat(owner.heading("Fresh & Co")).isVisible();
            assertThat(owner.field("Minimum confidence")).hasValue("0.92");
            assertThat(owner.address()).startsWith("/firm/pilot-fresh-co-");
        }

        @Test
        void reads_at_the_field_what_is_wrong_and_loses_nothing(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm");

            owner.button("New tenant").click();
            owner.field("Name").fill("Gamma again");
            owner.field("Id").fill("not an id");
            owner.button("Create tenant").click();

            assertThat(owner.field("Id")).hasAttribute("aria-invalid", "true");
            assertThat(owner.page().locator(".error"))
                    .hasText("Id must be 1 to 64 of the characters A-Z a-z 0-9 . _ : = -, and not . or .. alone.");
            assertThat(owner.field("Name")).hasValue("Gamma again");
            owner.mustBeAccessible("a refused tenant");

            owner.field("Id").fill("pilot-gamma-llc-abc123");
            owner.button("Create tenant").click();
            assertThat(owner.alert()).hasText("There is a tenant pilot-gamma-llc-abc123 already.");
        }
    }

    @Nested
    class staff {
        @Test
        void see_assigned_tenants_only(Visitors visitors) {
            Visitor staff = visitors.signedIn("staff1@example.com").open("/firm");

            assertThat(rows(staff)).hasCount(1);
            assertThat(staff.row("Acme Corp")).isVisible();
            assertThat(staff.button("New tenant")).hasCount(0);
            assertThat(staff.link("Users")).hasCount(0);
        }
    }

    @Nested
    class a_name_that_looks_like_a_script {
        private static final String NAME = "<script>alert(1)</script><img src=x onerror=alert(2)>";

        @Test
        void stays_text(Visitors visitors) {
            visitors.program()
                    .owner()
                    .post("/api/tenants", json("{'name': '%s', 'tenant_id': 'scripted'}", NAME))
                    .mustBe(201);
            Visitor owner = visitors.owner().open("/firm?search=scripted");

            owner.link(NAME).click();

            assertThat(owner.heading(NAME)).isVisible();
            assertThat(owner.page().locator("main script, main img")).hasCount(0);
        }
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator("tbody tr");
    }

    private static List<String> cells(Locator row) {
        return row.locator("td").allInnerTexts().stream()
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .toList();
    }

    private static List<Integer> numbers(Visitor visitor, String column) {
        return visitor.page().locator("td[data-label='%s']".formatted(column)).allInnerTexts().stream()
                .map(Integer::valueOf)
                .toList();
    }
}
