package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.platform.start.BuildInfo;
import io.countersign.policy.DecisionPolicy;
import io.countersign.standalone.support.Program;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class ExplainPageTest {
    /** The colour of the dot beside an event. */
    private static final String DOT = "item => getComputedStyle(item, '::before').backgroundColor";

    private static final String GAMMA = "/explain/pilot-gamma-llc-abc123/";

    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner();

        owner.open(GAMMA + "gamma-0072").inspect("explain-without-account");
        owner.open(GAMMA + "gamma-0095").inspect("explain-with-rule");
    }

    @Nested
    class a_transaction {
        @Test
        void tells_its_reasons_with_the_numbers_and_what_came_of_it(Visitors visitors) {
            String tenant = visitors.program().eagerTenant();
            visitors.program()
                    .owner()
                    .post("/api/decisions", """
                    {"tenant_id": "%s", "transactions": [{"txn_id": "t", "date": "2026-03-01", "vendor": "Café Lanterne",
                      "amount": -12.5, "currency": "EUR",
                      "proposal": {"account": "6800 Meals", "calibrated_p": 0.85, "source": "ml"}}]}
                    """.formatted(tenant))
                    .mustBe(200);
            visitors.program()
                    .owner()
                    .post("/api/decisions/%s/t/correct".formatted(tenant), """
                    {"account": "6850 Staff welfare", "reason": "Coffee for the team"}""")
                    .mustBe(200);
            visitors.program().owner().get("/api/audit?tenant_id=" + tenant).mustBe(200);
            Visitor owner = visitors.owner().open("/explain/%s/t".formatted(tenant));

            assertThat(owner.heading("Café Lanterne")).isVisible();
            assertThat(owner.page().locator(".why"))
                    .containsText("The confidence of 0.85 is below the minimum of 0.9.");
            assertThat(owner.page().locator(".facts").first()).containsText("−12.50");
            assertThat(owner.page().locator(".told li")).hasCount(2);
            assertThat(owner.page().locator(".told li").last()).containsText("Corrected → 6850 Staff welfare");
            assertThat(owner.page().locator(".told li").last()).containsText("Coffee for the team");
            assertThat(owner.page().locator(".told li").last()).containsText(Program.OWNER_EMAIL);
            assertThat(owner.page().locator(".told li").first()).containsText("By a person, signed in with a password");
            assertThat(owner.page().locator(".told li").first())
                    .containsText("Recorded by program version %s, decision function %d"
                            .formatted(BuildInfo.name(), DecisionPolicy.FUNCTION));
            assertThat(owner.page().locator(".told li").last().evaluate(DOT))
                    .isNotEqualTo(owner.page().locator(".told li").first().evaluate(DOT));
            owner.open("/firm/" + tenant);
            assertThat(owner.page().locator("#history li").first().evaluate(DOT))
                    .isNotEqualTo(owner.page().locator("#history li").last().evaluate(DOT));
        }

        @Test
        void shows_the_rule_as_it_stood(Visitors visitors) {
            Visitor owner = visitors.owner().open(GAMMA + "gamma-0095");

            assertThat(owner.page().locator("main")).containsText("paperwing*");
            owner.link("Gamma LLC’s, version v3").click();
            assertThat(owner.heading("Version v3")).isVisible();
        }

        @Test
        void that_was_imported_was_not_decided(Visitors visitors) {
            String tenant = visitors.program().tenant();
            visitors.program()
                    .owner()
                    .post(
                            "/api/decisions/import",
                            "text/csv",
                            "txn_id,tenant,date,vendor,amount,currency,account\nh,%s,2026-03-01,Paperwing,1,EUR,6100\n"
                                    .formatted(tenant))
                    .mustBe(200);
            visitors.program().owner().get("/api/audit?tenant_id=" + tenant).mustBe(200);

            Visitor owner = visitors.owner().open("/explain/%s/h".formatted(tenant));

            assertThat(owner.page().locator("main")).containsText("Countersign made no decision");
        }

        @Test
        void that_there_is_not_is_said_so(Visitors visitors) {
            assertThat(visitors.owner().open(GAMMA + "nothing").heading("Page not found"))
                    .isVisible();
            assertThat(visitors.signedIn("staff1@example.com")
                            .open(GAMMA + "gamma-0085")
                            .heading("Page not found"))
                    .isVisible();
        }
    }
}
