package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.countersign.testkit.Client.json;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.standalone.support.Program;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class TenantPageTest {
    private static final String PREVIEW = "Preview on the last 90 days";
    private static final String SAVE = "Save settings";

    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/firm/pilot-gamma-llc-abc123");

        owner.inspect("tenant", () -> {
            owner.page().getByRole(AriaRole.SWITCH).check();
            owner.field("Minimum confidence").fill("0.93");
            owner.button(PREVIEW).click();
            owner.page().locator(".impact summary").click();
            assertThat(owner.page().locator(".affected tbody tr").first()).isVisible();
        });
        owner.inspect("tenant-refused", () -> {
            owner.field("Minimum confidence").fill("0.5");
            owner.field("Matching bookings needed").fill("many");
            owner.button(SAVE).click();
            assertThat(owner.page().locator(".error")).hasCount(2);
        });
        visitors.signedIn("auditor@example.com")
                .open("/firm/pilot-gamma-llc-abc123")
                .inspect("tenant-auditor");
    }

    @Nested
    class an_owner {
        @Test
        void sees_what_a_threshold_would_have_done_saves_it_and_reads_it_back(Visitors visitors) {
            String tenant = withFourPosted(visitors);
            Visitor owner = visitors.owner().open("/firm/" + tenant);

            owner.field("Minimum confidence").fill("0.97");
            owner.button(PREVIEW).click();
            Locator impact = owner.page().locator(".impact");
            assertThat(impact).containsText("100.0%");
            assertThat(impact.locator(".chip")).hasText("−100.0 pp");
            assertThat(impact).containsText("4 of 4 transactions would come out differently.");
            assertThat(impact.locator(".reasons tbody tr")).hasText("Below minimum confidence 0 4 +4");

            owner.field("Reason (optional)").fill("Fewer mistakes");
            owner.button(SAVE).click();
            assertThat(owner.page().getByText("Settings saved.")).isVisible();
            assertThat(history(owner).first()).containsText("Minimum confidence 90% → 97%");
            assertThat(history(owner).first()).containsText("Fewer mistakes");
            assertThat(history(owner).first()).containsText(Program.OWNER_EMAIL);

            owner.page().reload();
            assertThat(owner.field("Minimum confidence")).hasValue("0.97");
        }

        @Test
        void reads_a_preview_against_the_settings_of_today(Visitors visitors) {
            String tenant = withFourPosted(visitors);
            visitors.program()
                    .owner()
                    .post("/api/tenants/" + tenant + "/settings", json("{'autopost_threshold': 0.98}"))
                    .mustBe(200);
            Visitor owner = visitors.owner().open("/firm/" + tenant);

            owner.field("Minimum confidence").fill("0.93");
            owner.button(PREVIEW).click();

            Locator impact = owner.page().locator(".impact");
            assertThat(impact.locator(".figure")).hasText(new String[] {"100.0%", "0.0%", "100.0%"});
            assertThat(impact).containsText("4 more would be posted automatically: 50.00 USD.");
        }

        @Test
        void switches_auto_post_on_and_off_and_reads_it_back(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Visitor owner = visitors.owner().open("/firm/" + tenant);

            for (boolean on : new boolean[] {true, false}) {
                owner.page().locator("[name=autopost_enabled]").setChecked(on);
                owner.button(SAVE).click();
                assertThat(history(owner).first())
                        .containsText(on ? "Post automatically off → on" : "Post automatically on → off");
                owner.page().reload();
                assertThat(owner.page().locator("[name=autopost_enabled]"))
                        .isChecked(new LocatorAssertions.IsCheckedOptions().setChecked(on));
            }
        }

        @Test
        void types_decimals_with_a_comma_or_a_point(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Visitor owner = visitors.owner().open("/firm/" + tenant);

            owner.field("Minimum confidence").fill("0,91");
            assertThat(owner.field("Minimum confidence, slider")).hasValue("0.91");
            owner.field("AI budget per month").fill("1,250.50");
            owner.button(SAVE).click();
            assertThat(history(owner).first()).containsText("Minimum confidence 90% → 91%");
            assertThat(history(owner).first()).containsText("1,250.50");

            owner.field("Minimum confidence").fill(",93");
            owner.field("AI budget per month").fill("1.000,75");
            owner.button(SAVE).click();
            assertThat(history(owner).first()).containsText("→ 93%");
            assertThat(history(owner).first()).containsText("1,000.75");

            owner.field("Minimum confidence").fill("0,9,1");
            owner.button(SAVE).click();
            assertThat(owner.page().getByText("The minimum confidence must be a number."))
                    .isVisible();
        }

        @SuppressWarnings("deprecation") // No other way to click without waiting for a page that a dialog holds up.
        @Test
        void is_asked_before_leaving_what_is_not_saved(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Visitor owner = visitors.owner().open("/firm/" + tenant);
            List<String> asked = new ArrayList<>();
            owner.page().onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.dismiss();
            });
            owner.field("Reason (optional)").click();
            owner.type("Fewer mistakes");

            owner.link("Audit").first().click(new Locator.ClickOptions().setNoWaitAfter(true));
            owner.page().waitForCondition(() -> asked.equals(List.of("beforeunload")));
            assertThat(owner.field("Reason (optional)")).hasValue("Fewer mistakes");

            owner.field("Minimum confidence").fill("0.93");
            owner.button(SAVE).click();
            assertThat(history(owner).first()).containsText("Fewer mistakes");
            owner.link("Audit").first().click();
            assertThat(owner.heading("Audit")).isVisible();
            Assertions.assertThat(asked).hasSize(1);
        }

        @Test
        void is_told_when_a_preview_is_no_longer_of_what_the_form_says(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm/" + withFourPosted(visitors));
            owner.button(PREVIEW).click();
            assertThat(owner.page().locator(".impact")).containsText("0 of 4 transactions");

            owner.field("Matching bookings needed").fill("4");

            assertThat(owner.page().locator("#preview")).hasClass("stale");
        }

        @Test
        void keeps_what_was_typed_when_someone_else_changed_the_settings_meanwhile(Visitors visitors) {
            String tenant = visitors.program().tenant();
            Visitor owner = visitors.owner().open("/firm/" + tenant);
            owner.field("Minimum confidence").fill("0.88");
            visitors.program()
                    .owner()
                    .post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'llm_tenant_cap_usd': 75, 'reason': 'Quarter end'}"))
                    .mustBe(200);
            owner.having(visitors.program().owner().written().orElseThrow());

            owner.button(SAVE).click();
            assertThat(owner.alert()).containsText("Someone else changed these settings since you opened them");
            assertThat(history(owner).first()).containsText("Quarter end");
            assertThat(owner.field("Minimum confidence")).hasValue("0.88");

            owner.button(SAVE).click();
            assertThat(history(owner).first()).containsText("Minimum confidence 90% → 88%");
            assertThat(owner.field("AI budget per month")).hasValue("75");
        }

        @Test
        void reads_at_each_field_what_is_out_of_range(Visitors visitors) {
            Visitor owner = visitors.owner().open("/firm/" + visitors.program().tenant());

            owner.field("Minimum confidence").fill("0.99");
            owner.field("AI budget per month").fill("lots");
            owner.button(SAVE).click();

            assertThat(owner.page().getByText("The minimum confidence must be between 0.80 and 0.98."))
                    .isVisible();
            assertThat(owner.page().getByText("The budget must be a number.")).isVisible();
            assertThat(owner.field("Minimum confidence")).hasValue("0.99");
            assertThat(owner.field("AI budget per month")).hasValue("lots");
            assertThat(history(owner)).hasCount(1);
        }

        @Test
        void changes_settings_by_keyboard_alone(Visitors visitors) {
            String tenant = withFourPosted(visitors);
            Visitor owner = visitors.owner().open("/firm");

            owner.press("/");
            owner.type(tenant);
            Locator found = owner.row(tenant).getByRole(AriaRole.LINK);
            assertThat(owner.page().locator("tbody tr")).hasCount(1);
            owner.tabTo(found);
            owner.press("Enter");
            Locator slider = owner.field("Minimum confidence, slider");
            assertThat(slider).isVisible();
            owner.tabTo(slider);
            owner.press("ArrowRight", "ArrowRight", "ArrowRight");
            assertThat(owner.field("Minimum confidence")).hasValue("0.93");
            owner.tabTo(owner.button(PREVIEW));
            owner.press("Space");
            assertThat(owner.page().locator(".impact")).containsText("0 of 4 transactions");
            owner.tabTo(owner.button(SAVE));
            owner.press("Enter");

            assertThat(history(owner).first()).containsText("Minimum confidence 90% → 93%");
            assertThat(owner.button(SAVE)).isFocused();
        }
    }

    @Nested
    class those_who_may_not_change_settings {
        @Test
        void try_others_and_save_nothing(Visitors visitors) {
            for (String email : new String[] {"auditor@example.com", "staff2@example.com"}) {
                Visitor visitor = visitors.signedIn(email).open("/firm?search=beta");

                visitor.link("Beta Accounting, Inc.").click();

                assertThat(visitor.heading("Settings")).isVisible();
                assertThat(visitor.button(SAVE)).hasCount(0);
                assertThat(visitor.page().locator("main textarea")).hasCount(0);
                visitor.field("Minimum confidence").fill("0.98");
                visitor.field("Minimum confidence").press("Enter");
                assertThat(visitor.page().locator(".impact")).containsText("Compared with today’s rules and settings.");
                assertThat(visitor.page().locator(".impact")).containsText("transactions would come out differently.");
            }
        }

        @Test
        void find_no_tenant_that_is_not_theirs(Visitors visitors) {
            Visitor staff = visitors.signedIn("staff1@example.com").open("/firm/pilot-gamma-llc-abc123");

            assertThat(staff.heading("Page not found")).isVisible();
            assertThat(staff.page().locator("main")).containsText("There is no tenant pilot-gamma-llc-abc123.");
            staff.inspect("error-404");
        }
    }

    /** A tenant whose four decisions were posted at a probability of 0.95 over a threshold of 0.90. */
    private static String withFourPosted(Visitors visitors) {
        String tenant = visitors.program().eagerTenant();
        for (int i = 0; i < 4; i++) {
            visitors.program().decided(tenant);
        }
        return tenant;
    }

    private static Locator history(Visitor visitor) {
        return visitor.page().locator("#history li");
    }
}
