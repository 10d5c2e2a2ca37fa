package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.countersign.standalone.support.Program;
import io.countersign.testkit.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class ReviewPageTest {
    private static final String HEADER = "txn_id,tenant,date,vendor,amount,currency,account,calibrated_p\n";

    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/review?limit=6&tenant_id=pilot-gamma-llc-abc123");

        owner.inspect("review");
        owner.inspect("review-correct", () -> owner.press("j", "c"));
        owner.inspect("review-reject-refused", () -> {
            owner.press("x");
            owner.button("Reject transaction").click();
            assertThat(owner.page().locator(".error")).isVisible();
        });
        owner.inspect("review-submit", () -> owner.button("Submit transactions").click());
        owner.open("/review?vendor=nobody").inspect("review-nothing-found");
        visitors.signedIn("auditor@example.com")
                .open("/review?limit=6&tenant_id=pilot-gamma-llc-abc123")
                .inspect("review-auditor");
    }

    @Nested
    class somebody_at_the_keyboard {
        @Test
        void settles_five_and_the_next_comes_up_each_time(Visitors visitors) {
            String tenant = waiting(visitors, 6);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);
            assertThat(rows(owner)).hasCount(6);

            owner.press("a");
            assertThat(rows(owner)).hasCount(5);
            assertThat(rows(owner).first()).isFocused();
            owner.press("j", "a");
            assertThat(rows(owner)).hasCount(4);
            owner.press("c");
            owner.type("6850 Staff welfare");
            owner.press("Enter");
            assertThat(rows(owner)).hasCount(3);
            owner.press("x");
            owner.type("A private payment");
            owner.press("Enter");
            assertThat(rows(owner)).hasCount(2);
            owner.press("k", "a");
            assertThat(rows(owner)).hasCount(1);
            assertThat(rows(owner).first()).isFocused();

            await().untilAsserted(() -> assertThat(outcomes(visitors, tenant))
                    .containsExactlyInAnyOrder("approved", "approved", "approved", "corrected", "rejected", "open"));
            assertThat(owner.page().locator("#reasons a").first()).hasText("All 1");
        }

        @Test
        void may_be_faster_than_the_answers(Visitors visitors) {
            String tenant = waiting(visitors, 6);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            atOnce(owner, "a", "a", "j", "a", "a");

            assertThat(rows(owner)).hasCount(2);
            assertThat(rows(owner).first()).containsText("w-4");
            await().untilAsserted(
                            () -> assertThat(settled(visitors, tenant)).containsExactly("w-6", "w-5", "w-3", "w-2"));
            assertThat(rows(owner).last()).isFocused();
        }

        @Test
        void reads_what_was_refused_among_others_where_it_is(Visitors visitors) {
            String tenant = waiting(visitors, 4);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);
            approve(visitors, tenant, "w-3");

            atOnce(owner, "a", "a", "a");

            assertThat(rows(owner)).hasCount(2);
            assertThat(rows(owner).first().locator(".error")).containsText("w-3 was settled by " + Program.OWNER_EMAIL);
            assertThat(rows(owner).last()).containsText("w-1");
            assertThat(rows(owner).last()).isFocused();
        }

        @Test
        void settles_one_with_a_key_that_is_held_down(Visitors visitors) {
            String tenant = waiting(visitors, 3);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            owner.page().keyboard().down("a");
            owner.page().keyboard().down("a");
            owner.page().keyboard().up("a");
            owner.press("j", "x");

            assertThat(rows(owner)).hasCount(2);
            assertThat(owner.page().locator(".asked form")).hasCount(1);
            assertThat(settled(visitors, tenant)).containsExactly("w-3");
        }

        @Test
        void comes_back_from_an_explanation_to_the_same_place(Visitors visitors) {
            String tenant = waiting(visitors, 20);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);
            for (int i = 0; i < 14; i++) {
                owner.press("j");
            }
            assertThat(rows(owner).nth(14)).isFocused();
            double scrolled = scrolled(owner);

            owner.press("e");
            assertThat(owner.heading("PAPERWING #6")).isVisible();
            owner.page().goBack();

            assertThat(rows(owner).nth(14)).hasAttribute("aria-current", "true");
            assertThat(rows(owner).nth(14)).isFocused();
            assertThat(scrolled).isPositive().isEqualTo(scrolled(owner));
            owner.press("a");
            await().untilAsserted(() -> assertThat(settled(visitors, tenant)).containsExactly("w-6"));
        }

        @Test
        void loses_nothing_by_going_on_to_an_explanation_at_once(Visitors visitors) {
            String tenant = waiting(visitors, 3);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            atOnce(owner, "a", "a", "e");

            assertThat(owner.heading("PAPERWING #1")).isVisible();
            await().untilAsserted(() -> assertThat(settled(visitors, tenant)).containsExactly("w-3", "w-2"));
        }

        @Test
        void reads_that_nothing_is_left_after_the_last(Visitors visitors) {
            String tenant = waiting(visitors, 1);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            owner.press("a");

            assertThat(owner.heading("No matches")).isVisible();
        }

        @Test
        void learns_the_keys(Visitors visitors) {
            Visitor owner = visitors.owner().open("/review");

            owner.press("?");

            assertThat(owner.page().locator("#keys dl")).containsText("Reject");
        }
    }

    @Nested
    class a_refusal {
        @Test
        void is_read_at_its_row(Visitors visitors) {
            String tenant = waiting(visitors, 2);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);
            approve(visitors, tenant, "w-2");

            rows(owner).first().getByText("Approve").click();

            assertThat(rows(owner).first().locator(".error"))
                    .containsText("w-2 was settled by " + Program.OWNER_EMAIL + " as approved on 20");
            assertThat(rows(owner)).hasCount(2);
        }

        @Test
        void of_what_somebody_else_settled_leaves_nothing_to_press(Visitors visitors) {
            String tenant = waiting(visitors, 2);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);
            approve(visitors, tenant, "w-2");

            owner.press("x");
            owner.type("A private payment");
            owner.press("Enter");

            assertThat(rows(owner).first().locator(".error")).isVisible();
            assertThat(rows(owner).first().locator("button, input")).hasCount(0);
            assertThat(rows(owner).last()).isFocused();
            owner.mustBeAccessible("a decision that somebody else settled");
        }

        @Test
        void of_a_rejection_without_a_reason_says_so(Visitors visitors) {
            String tenant = waiting(visitors, 1);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            owner.press("x", "Enter");

            assertThat(owner.page().locator(".error")).hasText("A reason is required.");
            owner.press("Escape");
            assertThat(rows(owner).first()).isFocused();
            assertThat(owner.page().locator(".asked form")).hasCount(0);
        }
    }

    @Nested
    class filters {
        @Test
        void are_in_the_address(Visitors visitors) {
            String tenant = waiting(visitors, 3);
            Visitor owner = visitors.owner().open("/review");

            owner.field("Tenant").selectOption(tenant);
            owner.page().waitForURL("**/review?tenant_id=" + tenant + "*");
            assertThat(rows(owner)).hasCount(3);
            owner.field("Supplier").fill("PAPERWING #2");
            owner.page().waitForURL("**vendor=PAPERWING*");
            owner.page()
                    .locator("#reasons a")
                    .filter(new Locator.FilterOptions().setHasText("Below minimum confidence"))
                    .click();
            owner.page().waitForURL("**reason=below_threshold*");

            owner.page().reload();
            assertThat(rows(owner)).hasCount(3);
            assertThat(owner.page().locator("#reasons [aria-current]")).hasText("Below minimum confidence 3");
        }

        @Test
        void lead_on_page_by_page(Visitors visitors) {
            String tenant = waiting(visitors, 3);
            Visitor owner = visitors.owner().open("/review?limit=2&tenant_id=" + tenant);

            owner.link("Earlier").click();

            assertThat(rows(owner)).hasCount(1);
            assertThat(rows(owner).first()).containsText("w-1");
        }
    }

    @Nested
    class a_correction {
        @Test
        void that_is_typed_is_not_lost_without_a_question(Visitors visitors) {
            String tenant = visitors.program().tenant();
            submit(visitors, tenant, List.of("Harbour Inn"));
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);
            owner.press("c");
            owner.field("Account").fill("6100 Office supplies");

            owner.page().locator("#reasons a").last().click();
            assertThat(owner.page().locator("#confirm")).containsText("Your changes aren’t saved.");
            owner.button("Cancel").last().click();
            assertThat(owner.field("Account")).hasValue("6100 Office supplies");
            owner.page().locator("#reasons a").last().click();
            owner.page().locator("#confirm [value=yes]").click();
            assertThat(owner.field("Account")).hasCount(0);
        }

        @Test
        void offers_the_accounts_that_the_tenant_uses(Visitors visitors) {
            String tenant = waiting(visitors, 1);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            owner.press("c");

            assertThat(owner.page().locator("datalist option")).hasAttribute("value", "6100 Office supplies");
            assertThat(owner.field("Account")).hasAttribute("list", "accounts-" + tenant);
        }
    }

    @Nested
    class an_uploaded_file {
        @Test
        void is_decided_line_by_line_and_what_is_wrong_is_listed(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            owner.button("Submit transactions").click();
            choose(
                    owner,
                    "#submit-file",
                    HEADER
                            + "u-1,%s,2026-03-01,Paperwing,12.50,EUR,6100 Office supplies,0.5\n".formatted(tenant)
                            + "u-2,%s,2026-02-30,Paperwing,12.50,EUR,6100 Office supplies,0.5\n".formatted(tenant)
                            + "u-3,nobody,2026-03-01,Paperwing,12.50,EUR,6100 Office supplies,0.5\n");
            owner.page().locator("#submit .primary").click();

            assertThat(owner.page().locator("#submit [data-said]")).containsText("Done in");
            assertThat(owner.page().locator("#submit dl")).containsText("Invalid2");
            assertThat(owner.page().locator("#submit .faults li").first()).containsText("Line 3");
            assertThat(owner.page().locator("#submit .faults li").last()).containsText("Line 4");
            owner.mustBeAccessible("an upload's result");
            owner.page().locator("#submit [data-closes]").click();
            assertThat(rows(owner)).hasCount(1);
        }

        @Test
        void is_taken_as_history(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Visitor owner = visitors.owner().open("/review");

            owner.button("Import history").click();
            choose(
                    owner,
                    "#import-file",
                    HEADER
                            + IntStream.range(0, 2_000)
                                    .mapToObj(n -> "h-%d,%s,2026-03-01,Paperwing,12.50,EUR,6100 Office supplies,\n"
                                            .formatted(n, tenant))
                                    .collect(Collectors.joining()));
            owner.page().locator("#import .primary").click();

            assertThat(owner.page().locator("#import dl")).containsText("Imported2,000");
            owner.page().locator("#import .primary").click();
            assertThat(owner.page().locator("#import dl")).containsText("Already imported2,000");
        }

        @Test
        void must_be_chosen_first(Visitors visitors) {
            Visitor owner = visitors.owner().open("/review");

            owner.button("Submit transactions").click();
            owner.page().locator("#submit .primary").click();

            assertThat(owner.page().locator("#submit .error")).hasText("A file is needed.");
        }
    }

    @Nested
    class a_vendor {
        @Test
        void that_looks_like_a_script_or_a_formula_stays_text(Visitors visitors) {
            String tenant = visitors.program().tenant();
            List<String> vendors = List.of("<script>alert(1)</script>", "=cmd|' /C calc'!A0");
            submit(visitors, tenant, vendors);
            Visitor owner = visitors.owner().open("/review?tenant_id=" + tenant);

            assertThat(owner.page().locator(".waiting h2")).hasText(new String[] {vendors.get(1), vendors.get(0)});
            assertThat(owner.page().locator(".waiting script")).hasCount(0);
            owner.link(vendors.get(0)).click();
            assertThat(owner.heading(vendors.get(0))).isVisible();
        }
    }

    @Nested
    class roles {
        @Test
        void let_staff_settle_what_is_assigned_and_see_nothing_else(Visitors visitors) {
            String tenant = waiting(visitors, 1);
            waiting(visitors, 1);
            Program.Person person = visitors.program().person("staff", tenant);
            Visitor staff = visitors.signedIn(person.email()).open("/review");

            assertThat(rows(staff)).hasCount(1);
            assertThat(staff.page().locator("#tenant option")).hasCount(2);
            assertThat(staff.button("Import history")).hasCount(0);
            staff.press("a");
            assertThat(staff.heading("Nothing to review")).isVisible();
        }

        @Test
        void let_auditors_read_only(Visitors visitors) {
            String tenant = waiting(visitors, 1);
            Visitor auditor = visitors.signedIn("auditor@example.com").open("/review?tenant_id=" + tenant);

            auditor.press("j", "a", "c", "x");

            assertThat(rows(auditor)).hasCount(1);
            assertThat(auditor.page().locator("#waiting button, .heading .actions button"))
                    .hasCount(0);
            assertThat(auditor.page().locator("dialog form[data-intake]")).hasCount(0);
        }

        @Test
        void hide_a_tenant_from_staff_who_are_not_assigned(Visitors visitors) {
            String tenant = waiting(visitors, 1);
            Visitor staff = visitors.signedIn("staff1@example.com").open("/review?tenant_id=" + tenant);

            assertThat(staff.heading("Page not found")).isVisible();
            assertThat(staff.page()
                            .request()
                            .get("/review/accounts?tenant_id=" + tenant)
                            .status())
                    .isEqualTo(404);
        }

        @Test
        void keep_services_out(Visitors visitors) {
            Visitor service = visitors.signedIn("service@example.com").open("/review");

            assertThat(service.heading("You don’t have access")).isVisible();
        }
    }

    /** Keys that come faster than any answer can. */
    private static void atOnce(Visitor visitor, String... keys) {
        visitor.page().evaluate("""
                keys => keys.forEach(key => document.activeElement.dispatchEvent(
                    new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))""", keys);
    }

    private static double scrolled(Visitor visitor) {
        return ((Number) visitor.page().evaluate("scrollY")).doubleValue();
    }

    private static void approve(Visitors visitors, String tenant, String txn) {
        visitors.program()
                .owner()
                .post("/api/decisions/%s/%s/approve".formatted(tenant, txn), "{}")
                .mustBe(200);
    }

    /** The transactions that people approved, in the order in which they did. */
    private static List<String> settled(Visitors visitors, String tenant) {
        List<String> newestFirst = visitors.program()
                .owner()
                .get("/api/audit?action=approved&tenant_id=" + tenant)
                .mustBe(200)
                .each("txn_id");
        return IntStream.range(0, newestFirst.size())
                .mapToObj(n -> newestFirst.get(newestFirst.size() - 1 - n))
                .toList();
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator(".waiting");
    }

    private static void choose(Visitor visitor, String field, String csv) {
        visitor.page()
                .locator(field)
                .setInputFiles(new FilePayload("transactions.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    }

    /** A tenant with so many decisions that wait, w-1 the oldest. */
    private static String waiting(Visitors visitors, int count) {
        String tenant = visitors.program().eagerTenant();
        submit(
                visitors,
                tenant,
                IntStream.rangeClosed(1, count).mapToObj(n -> "PAPERWING #" + n).toList());
        return tenant;
    }

    private static void submit(Visitors visitors, String tenant, List<String> vendors) {
        String transactions = IntStream.rangeClosed(1, vendors.size())
                .mapToObj(n -> """
                        {"txn_id": "w-%d", "date": "2026-03-01", "vendor": "%s", "amount": 12.5, "currency": "EUR",
                         "proposal": {"account": "6100 Office supplies", "calibrated_p": 0.85, "source": "ml"}}
                        """.formatted(n, vendors.get(n - 1)))
                .collect(Collectors.joining(","));
        visitors.program()
                .owner()
                .post(
                        "/api/decisions",
                        "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, transactions))
                .mustBe(200);
        visitors.program().owner().get("/api/decisions?tenant_id=" + tenant).mustBe(200);
    }

    private static List<String> outcomes(Visitors visitors, String tenant) {
        Answer answer = visitors.program()
                .owner()
                .get("/api/decisions?tenant_id=" + tenant)
                .mustBe(200);
        return IntStream.range(0, answer.json().size())
                .mapToObj(n -> answer.json().get(n).path("outcome").asString())
                .toList();
    }
}
