package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.testkit.Answer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class RulesPageTest {
    private static final String GAMMA = "tenant_id=pilot-gamma-llc-abc123";

    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/rules?" + GAMMA);

        owner.inspect("rules-dry-run", () -> {
            owner.page().locator("[name=candidate_ids]").first().check();
            owner.page().locator("[name=candidate_ids]").nth(1).check();
            owner.button("Preview selected").click();
            assertThat(owner.page().locator(".impact")).isVisible();
        });
        owner.inspect("rules-accept", () -> {
            owner.page().locator("[name=candidate_ids]").first().check();
            owner.page().locator("[name=candidate_ids]").nth(1).check();
            owner.button("Accept selected …").click();
        });
        owner.inspect("rules-mine", () -> owner.button("Find rules").click());
        owner.open("/rules?tab=accepted&" + GAMMA).inspect("rules-accepted");
        owner.open("/rules?tab=versions").inspect("rules-versions");
        owner.open("/rules/candidates/cand-gamma-hartwell").inspect("rules-candidate", () -> {
            owner.button("Preview on past transactions").click();
            assertThat(owner.page().locator(".impact")).isVisible();
        });
        owner.open("/rules/versions/v1").inspect("rules-version");
        String tenant = visitors.program().tenant();
        owner.open("/rules?tenant_id=" + tenant).inspect("rules-empty");
    }

    @Nested
    class an_owner {
        @Test
        void mines_tries_accepts_and_rolls_back(Visitors visitors) {
            String tenant = taught(visitors);
            Visitor owner = visitors.owner().open("/rules?tenant_id=" + tenant);
            assertThat(owner.heading("No proposed rules")).isVisible();

            owner.press("m");
            owner.field("Minimum bookings").fill("12");
            owner.page().locator("#mine .primary").click();
            assertThat(owner.page().locator(".mined p")).containsText("30 bookings checked");
            owner.page().locator(".mined a").first().click();

            assertThat(owner.page().locator(".diff")).containsText("+ version: v1");
            owner.button("Preview on past transactions").click();
            assertThat(owner.page().locator(".impact .figure").first()).hasText("0.0%");
            assertThat(owner.page().locator(".impact .figure").last()).hasText("100.0%");
            assertThat(owner.page().locator(".impact")).containsText("Compared with today’s rules and settings.");
            assertThat(owner.page().locator(".impact"))
                    .containsText("1 more would be posted automatically: 24.00 EUR.");
            owner.page().locator(".impact summary").click();
            assertThat(owner.page().locator(".affected tbody tr"))
                    .hasText(
                            "Fernhollow Cafe t 24.00 EUR To review: no account Posted to 6800 Meals",
                            new LocatorAssertions.HasTextOptions().setUseInnerText(true));
            assertThat(owner.page().locator(".affected a")).hasAttribute("href", "/explain/%s/t".formatted(tenant));
            owner.page().locator("#accept-reason").fill("Always booked like this");
            owner.page().locator("#accept").click();
            assertThat(owner.page().locator(".facts")).containsText("In force");

            owner.open("/rules?tab=versions&tenant_id=" + tenant);
            assertThat(owner.row("Always booked like this")).containsText("v1");
            owner.open("/rules/versions/v0?tenant_id=" + tenant);
            owner.button("Preview on past transactions").click();
            assertThat(owner.page().locator(".impact .figure")).hasText(new String[] {"0.0%", "100.0%", "0.0%"});
            owner.page().locator("#back-reason").fill("Only trying");
            owner.button("Restore").click();
            owner.page().locator("#confirm [value=yes]").click();
            assertThat(owner.page().locator("main")).containsText("Both versions have the same rules.");

            owner.open("/rules?tab=accepted&tenant_id=" + tenant);
            assertThat(owner.page().locator(".tabs [aria-current]")).hasText("Accepted 0");
            assertThat(owner.page().locator("#book tbody tr")).containsText("No longer in force");

            Answer active = visitors.program()
                    .owner()
                    .get("/api/rules/active?tenant_id=" + tenant)
                    .mustBe(200);
            assertThat(active.json().at("/tenant/version_id").asString()).isEqualTo("v2");
            assertThat(active.json().at("/tenant/rules").size()).isZero();
        }

        @Test
        void accepts_several_at_once_and_reads_at_each_what_was_refused(Visitors visitors) {
            String tenant = visitors.program().tenant();
            String taken = proposed(visitors, tenant, "sundial*");
            visitors.program()
                    .owner()
                    .post("/api/rules/candidates/%s/accept".formatted(taken), "{}")
                    .mustBe(200);
            proposed(visitors, tenant, "sundial*", "6999 Other");
            proposed(visitors, tenant, "quillmark*");
            proposed(visitors, tenant, "fernhollow*");
            Visitor owner = visitors.owner().open("/rules?tenant_id=" + tenant);

            for (String button : List.of("Preview selected", "Accept selected …")) {
                owner.page().reload();
                owner.button(button).click();
                assertThat(owner.alert()).hasText("Select at least one proposed rule first.");
            }
            owner.page().locator("[name=candidate_ids]").all().forEach(Locator::check);
            owner.button("Accept selected …").click();
            owner.field("Reason (optional)").fill("All booked alike");
            owner.page().locator("#accept-chosen .primary").click();

            Locator lines = owner.page().locator("#accept-chosen li");
            assertThat(lines.locator(".chip")).hasText(new String[] {"In v2", "In v3"});
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("sundial*"))
                            .locator(".error"))
                    .isVisible();
            owner.mustBeAccessible("what was refused of several");
            owner.page().locator("#accept-chosen [data-closes]").click();
            assertThat(owner.page().locator(".tabs a").first()).hasText("Proposed 1");
            owner.open("/rules?tab=versions&tenant_id=" + tenant);
            assertThat(owner.row("All booked alike")).hasCount(2);
        }

        @Test
        void rejects_with_a_reason(Visitors visitors) {
            String tenant = visitors.program().tenant();
            String candidate = proposed(visitors, tenant, "fernhollow*");
            Visitor owner = visitors.owner().open("/rules/candidates/" + candidate);

            owner.page().locator("#reject-reason").fill("Booked by project");
            owner.page().locator("#reject").click();

            assertThat(owner.page().locator(".history")).containsText("Booked by project");
            assertThat(owner.page().locator("#accept")).hasCount(0);
            owner.open("/rules?tab=rejected&tenant_id=" + tenant);
            assertThat(owner.row("fernhollow*")).isVisible();
        }

        @Test
        void reads_why_nothing_can_be_tried(Visitors visitors) {
            String candidate = proposed(visitors, visitors.program().tenant(), "quillmark*");
            Visitor owner = visitors.owner().open("/rules/candidates/" + candidate);

            owner.button("Preview on past transactions").click();

            assertThat(owner.alert()).hasText("There are no decisions to run the change over.");
        }

        @Test
        void must_say_so_to_replace_a_rule_with_another_account(Visitors visitors) {
            String tenant = visitors.program().tenant();
            String first = proposed(visitors, tenant, "sundial*");
            visitors.program()
                    .owner()
                    .post("/api/rules/candidates/%s/accept".formatted(first), "{}")
                    .mustBe(200);
            String second = proposed(visitors, tenant, "sundial*", "6999 Other");
            Visitor owner = visitors.owner().open("/rules/candidates/" + second);

            owner.page().locator("#accept").click();
            assertThat(owner.alert()).isVisible();
            owner.page().locator("[name=replace]").check();
            owner.page().locator("#accept").click();

            assertThat(owner.page().locator(".facts")).containsText("In force");
        }

        @Test
        void compares_any_two_versions(Visitors visitors) {
            Visitor owner = visitors.owner().open("/rules/versions/v2");

            owner.field("Compare with").selectOption("v0");
            owner.button("Compare").click();

            assertThat(owner.heading("From v0 to v2")).isVisible();
            assertThat(owner.page().locator(".diff .added").first()).isVisible();
        }
    }

    @Nested
    class a_dry_run_of_a_firm_rule {
        @Test
        void tells_of_which_tenant_each_transaction_is(Visitors visitors) {
            Visitor auditor = visitors.signedIn("auditor@example.com").open("/rules/candidates/cand-firm-sundial");

            auditor.button("Preview on past transactions").click();
            auditor.page().locator(".impact summary").click();

            Locator first = auditor.page().locator(".affected tbody tr").first();
            assertThat(first.locator("[data-label=Tenant]"))
                    .hasText(Pattern.compile("Acme Corp|Beta Accounting, Inc\\.|Gamma LLC"));
            first.getByRole(AriaRole.LINK).click();
            auditor.page().waitForURL("**/explain/**");
            assertThat(auditor.heading("Page not found")).hasCount(0);
        }
    }

    @Nested
    class a_pattern {
        @Test
        void that_looks_like_a_script_stays_text(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Answer made = visitors.program()
                    .owner()
                    .post("/api/rules/candidates", """
                    {"tenant_id": "%s", "type": "memo_contains", "vendor_pattern": "<script>alert(1)</script>",
                     "suggested_account": "=cmd|' /C calc'!A0", "evidence": {"count": 24, "precision": 0.96, "std_dev": 0.01}}
                    """.formatted(tenant))
                    .mustBe(201);
            visitors.program()
                    .owner()
                    .get("/api/rules/candidates?tenant_id=" + tenant)
                    .mustBe(200);
            Visitor owner = visitors.owner().open("/rules?tenant_id=" + tenant);

            owner.link("<script>alert(1)</script>").click();

            assertThat(owner.heading("<script>alert(1)</script>")).isVisible();
            assertThat(owner.page().locator("main")).containsText("=cmd|' /C calc'!A0");
            assertThat(owner.address())
                    .endsWith(made.json().path("candidate_id").asString());
        }
    }

    @Nested
    class roles {
        @Test
        void let_auditors_and_staff_try_but_change_nothing(Visitors visitors) {
            for (String email : new String[] {"auditor@example.com", "staff1@example.com"}) {
                Visitor visitor = visitors.signedIn(email).open("/rules/candidates/cand-acme-hartwell");

                visitor.button("Preview on past transactions").click();

                assertThat(visitor.page().locator(".impact")).isVisible();
                assertThat(visitor.page().locator("#accept, #reject")).hasCount(0);
                assertThat(visitor.open("/rules").button("Find rules")).hasCount(0);
                assertThat(visitor.open("/rules?tenant_id=" + "pilot-acme-corp-082aceed")
                                .button("Preview selected"))
                        .isVisible();
                assertThat(visitor.page().locator("#book")).not().containsText("reject");
                assertThat(visitor.open("/rules/versions/v1").button("Restore")).hasCount(0);
                visitor.button("Preview on past transactions").click();
                assertThat(visitor.page().locator(".impact")).containsText("Compared with today’s rules and settings.");
            }
        }

        @Test
        void hide_other_tenants_books_from_staff(Visitors visitors) {
            Visitor staff = visitors.signedIn("staff1@example.com").open("/rules?" + GAMMA);

            assertThat(staff.heading("Page not found")).isVisible();
            assertThat(staff.open("/rules/candidates/cand-gamma-hartwell").heading("Page not found"))
                    .isVisible();
            assertThat(staff.open("/rules/versions/v0?" + GAMMA).heading("Page not found"))
                    .isVisible();
        }
    }

    private static String proposed(Visitors visitors, String tenant, String pattern) {
        return proposed(visitors, tenant, pattern, "6100 Office supplies");
    }

    private static String proposed(Visitors visitors, String tenant, String pattern, String account) {
        Answer made = visitors.program()
                .owner()
                .post("/api/rules/candidates", """
                {"tenant_id": "%s", "vendor_pattern": "%s", "suggested_account": "%s",
                 "evidence": {"count": 24, "precision": 0.96, "std_dev": 0.01}}
                """.formatted(tenant, pattern, account))
                .mustBe(201);
        String id = made.json().path("candidate_id").asString();
        visitors.program()
                .owner()
                .get("/api/rules/candidates?tenant_id=" + tenant)
                .mustBe(200);
        return id;
    }

    /** A tenant whose people always booked one vendor alike, and with one decision that waits. */
    private static String taught(Visitors visitors) {
        String tenant = visitors.program().eagerTenant();
        String history = IntStream.range(0, 30)
                .mapToObj(n -> "h-%d,%s,2026-01-%02d,Fernhollow Cafe,24,EUR,6800 Meals\n".formatted(n, tenant, n + 1))
                .collect(Collectors.joining());
        visitors.program()
                .owner()
                .post(
                        "/api/decisions/import",
                        "text/csv",
                        "txn_id,tenant,date,vendor,amount,currency,account\n" + history)
                .mustBe(200);
        visitors.program().owner().post("/api/decisions", """
                {"tenant_id": "%s", "transactions": [{"txn_id": "t", "date": "2026-03-01", "vendor": "Fernhollow Cafe",
                  "amount": 24, "currency": "EUR"}]}
                """.formatted(tenant)).mustBe(200);
        return tenant;
    }
}
