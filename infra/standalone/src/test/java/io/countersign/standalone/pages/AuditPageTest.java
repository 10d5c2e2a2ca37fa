package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.countersign.testkit.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.testkit.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@UsesBrowser
@Tag("alone") // It loads a large page over a slow line.
class AuditPageTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String FORMULA = "=cmd|' /C calc'!A0";

    private static void decide(Program program, String tenant, Txn... transactions) {
        for (Txn transaction : transactions) {
            program.owner()
                    .post(
                            "/api/decisions",
                            "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, transaction.json()))
                    .mustBe(200);
        }
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator("#entries > tr[data-position]");
    }

    /** The words beside a box of the menu, which people press rather than the box. */
    private static Locator word(Visitor visitor, String label) {
        return visitor.page().locator(".menu .check span").filter(new Locator.FilterOptions().setHasText(label));
    }

    private static void open(Locator row) {
        row.getByRole(AriaRole.BUTTON).click();
    }

    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/audit");
        owner.inspect("audit", () -> {
            open(rows(owner).first());
            open(rows(owner).nth(2));
        });
        owner.open("/audit?action=settings_update")
                .inspect("audit-change", () -> open(rows(owner).first()));
        owner.open("/audit?txn_id=none").inspect("audit-empty");
        owner.open("/audit?date_from=soon&action=none&txn_id=a%20b").inspect("audit-refused");
        owner.open("/audit")
                .inspect(
                        "audit-actions",
                        () -> owner.page().locator(".menu summary").click());
    }

    @Nested
    class the_log {
        @Test
        void is_filtered_by_its_form_and_the_address_keeps_it(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            Txn unlikely = Txn.fresh().vendor("Blue Bottle Coffee").proposal("1", "0.1");
            decide(program, tenant, Txn.fresh(), unlikely, Txn.fresh().proposal("1", "0.1"));
            Visitor visitor = visitors.owner().open("/audit");

            visitor.field("Tenant").fill(tenant);
            visitor.field("Supplier").fill("BOTTLE");
            visitor.page().locator(".menu summary").click();
            word(visitor, "Sent to review").click();
            word(visitor, "Approved").click();
            assertThat(visitor.page().locator(".menu summary")).hasText("2 actions");
            visitor.page().keyboard().press("Escape");
            visitor.field("Reason").selectOption("below_threshold");
            visitor.button("Filter").click();

            assertThat(rows(visitor)).hasCount(1);
            assertThat(rows(visitor)).containsText(unlikely.id());
            assertThat(visitor.address())
                    .isEqualTo(
                            "/audit?tenant_id=%s&vendor=BOTTLE&action=reviewed&action=approved&reason=below_threshold"
                                    .formatted(tenant));
            assertThat(visitor.field("Supplier")).hasValue("BOTTLE");
        }

        @Test
        void has_pages_of_fifty_forth_and_back(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            decideMany(program, tenant, 110);
            Visitor visitor = visitors.owner().open("/audit?tenant_id=" + tenant);
            List<String> first = positions(visitor);

            visitor.link("Older").click();
            List<String> second = positions(visitor);
            visitor.link("Older").click();
            List<String> third = positions(visitor);
            assertThat(visitor.link("Older")).isHidden();

            assertThat(first).hasSize(50);
            assertThat(second).hasSize(50);
            assertThat(Stream.of(first, second, third).flatMap(List::stream).toList())
                    .containsExactlyElementsOf(program.owner()
                            .get("/api/audit?limit=200&tenant_id=" + tenant)
                            .each("position"));
            visitor.link("Newer").click();
            assertThat(positions(visitor)).isEqualTo(second);
            visitor.link("Newer").click();
            assertThat(positions(visitor)).isEqualTo(first);
            assertThat(visitor.link("Newer")).isHidden();
        }

        private static List<String> positions(Visitor visitor) {
            return rows(visitor).all().stream()
                    .map(row -> row.getAttribute("data-position"))
                    .toList();
        }

        private static void decideMany(Program program, String tenant, int count) {
            String all = Stream.generate(() -> Txn.fresh().json()).limit(count).collect(Collectors.joining(", "));
            program.owner()
                    .post("/api/decisions", "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, all))
                    .mustBe(200);
        }

        @Test
        void says_beside_a_filter_what_is_wrong_with_it_and_keeps_what_was_typed(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/audit");

            visitor.field("From").fill("last week");
            visitor.field("Transaction").fill("a b");
            visitor.button("Filter").click();

            assertThat(visitor.page().locator("#date-from-error"))
                    .hasText("From must be a time such as 2026-01-31T12:00:00Z, or a date such as 2026-01-31.");
            assertThat(visitor.field("From")).hasValue("last week");
            assertThat(visitor.field("From")).hasAttribute("aria-invalid", "true");
            assertThat(visitor.field("Transaction")).hasValue("a b");
            assertThat(visitor.page().locator("#txn-error")).not().isEmpty();
            visitor.open("/audit?tenant_id=nobody");
            assertThat(visitor.page().locator("#tenant-error")).hasText("There is no tenant nobody.");
        }

        @Test
        void has_a_menu_that_closes_when_one_goes_elsewhere(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/audit");
            Locator menu = visitor.page().locator("details.menu");
            menu.locator("summary").click();
            word(visitor, "Settings changed").click();
            assertThat(visitor.page()
                            .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Settings changed")))
                    .isChecked();
            assertThat(menu).hasAttribute("open", "");

            visitor.heading("Audit").click();
            assertThat(menu).not().hasAttribute("open", "");
            menu.locator("summary").click();
            visitor.field("Reason").focus();
            assertThat(menu).not().hasAttribute("open", "");
        }

        @Test
        void has_the_days_of_the_zone_that_it_names(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            Visitor visitor = visitors.owner("Pacific/Kiritimati");
            String today = LocalDate.now(ZoneId.of("Pacific/Kiritimati")).toString();

            visitor.open("/audit?tenant_id=%s&date_from=%s&date_to=%s".formatted(tenant, today, today));

            assertThat(rows(visitor)).hasCount(2);
            assertThat(rows(visitor).first()).containsText(today);
            assertThat(visitor.page().locator(".log > thead")).containsText("Pacific/Kiritimati");
            assertThat(visitor.page().locator("#date-from-hint")).hasText("A day or a time in Pacific/Kiritimati.");
            String yesterday = LocalDate.parse(today).minusDays(1).toString();
            visitor.open("/audit?tenant_id=%s&date_from=%s&date_to=%s".formatted(tenant, yesterday, yesterday));
            assertThat(rows(visitor)).hasCount(0);
            assertThat(visitor.link("Export CSV"))
                    .hasAttribute(
                            "href",
                            Pattern.compile(".*date_from=%sT10%%3A00%%3A00.000000Z.*"
                                    .formatted(LocalDate.parse(yesterday).minusDays(1))));
        }

        @Test
        void takes_a_tenants_name_and_an_e_mail_address_and_says_what_nothing_has(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/audit");
            visitor.field("Tenant").fill("beta accounting, inc.");
            visitor.field("User").fill(Program.OWNER_EMAIL);
            visitor.button("Filter").click();
            visitor.page().waitForURL("**/audit?tenant_id=pilot-beta-accounting-inc-*&user_id=*");
            assertThat(rows(visitor).first()).containsText(Program.OWNER_EMAIL);

            visitor.open("/audit?tenant_id=Beta");
            assertThat(visitor.page().locator("#tenant-error"))
                    .containsText("There is no tenant Beta. Did you mean Beta Accounting, Inc. (");
            visitor.open("/audit?txn_id=beta-x0&user_id=nobody@example.com&vendor=nothing+like+it");
            assertThat(visitor.page().locator("#nothing"))
                    .containsText("No transaction has the id “beta-x0”. Enter the complete id");
            assertThat(visitor.page().locator("#nothing"))
                    .containsText("No user has the e-mail address “nobody@example.com”.");
            assertThat(visitor.page().locator("#nothing"))
                    .containsText("No supplier’s name contains “nothing like it”.");
            visitor.inspect("audit-nothing-has");
        }

        @Test
        void tells_staff_of_their_tenants_only(Visitors visitors) {
            Program program = visitors.program();
            String theirs = program.eagerTenant();
            String another = program.eagerTenant();
            Program.Person staff = program.person("staff", theirs);
            Visitor visitor = visitors.signedIn(staff.email()).open("/audit");

            assertThat(rows(visitor)).hasCount(2);
            assertThat(visitor.page().locator("#entries")).not().containsText(another);
            assertThat(visitor.page().locator("#tenants option")).hasCount(1);
            visitor.open("/audit?tenant_id=" + another);
            assertThat(visitor.heading("Page not found")).isVisible();
            assertThat(visitor.page().locator("main")).containsText("There is no tenant %s.".formatted(another));
        }

        @Test
        void is_worked_by_keys_alone(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/audit");

            visitor.page().keyboard().press("/");
            assertThat(visitor.field("From")).isFocused();
            Locator opener = rows(visitor).first().getByRole(AriaRole.BUTTON);
            opener.focus();
            visitor.page().keyboard().press("Enter");
            assertThat(opener).hasAttribute("aria-expanded", "true");
            assertThat(visitor.page().locator(".opened").first()).isVisible();
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.page().locator(".opened").first()).isHidden();
            visitor.page().keyboard().press("n");
            assertThat(visitor.link("Newer")).isVisible();
        }
    }

    @Nested
    class an_entry {
        @Test
        void opens_to_before_and_after_and_the_rest(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            program.owner()
                    .post(
                            "/api/tenants/" + tenant + "/settings",
                            json("{'autopost_threshold': 0.85, 'reason': 'less work'}"))
                    .mustBe(200);
            String event = program.owner()
                    .get("/api/audit?limit=1&tenant_id=" + tenant)
                    .json()
                    .get(0)
                    .path("event_id")
                    .asString();
            Visitor visitor = visitors.owner().open("/audit?tenant_id=" + tenant);

            open(rows(visitor).first());

            Locator opened = visitor.page().locator(".opened").first();
            assertThat(opened.locator("tbody tr")).hasText("Minimum confidence 90% 85%");
            assertThat(opened).containsText("less work");
            assertThat(opened).containsText(event);
        }

        @Test
        void of_a_transaction_leads_to_its_explanation(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            String txn = program.decided(tenant);
            Visitor visitor = visitors.owner().open("/audit?txn_id=" + txn);

            open(rows(visitor).first());

            assertThat(visitor.link("Details of this transaction"))
                    .hasAttribute("href", "/explain/%s/%s".formatted(tenant, txn));
            visitor.link(txn).click();
            assertThat(visitor.heading("Office Depot, Inc.")).isVisible();
        }

        @Test
        void has_the_readers_time_and_utc_on_hover(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/audit");
            visitor.page().reload();
            Locator time = rows(visitor).first().locator("time");
            Instant at = Instant.parse(time.getAttribute("datetime"));

            assertThat(time)
                    .hasText(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                            .format(at.atZone(ZoneId.of("Europe/Berlin"))));
            assertThat(time.getAttribute("title")).endsWith(" UTC");
        }
    }

    @Nested
    class what_comes_in {
        @Test
        void appears_by_itself_unless_it_is_paused(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            Visitor visitor = visitors.owner().open("/audit?vendor=office&tenant_id=" + tenant);
            assertThat(visitor.heading("No entry matches these filters")).isVisible();
            assertThat(live(visitor)).containsText("Live");
            Txn first = Txn.fresh();
            Txn second = Txn.fresh();

            decide(program, tenant, first, Txn.fresh().vendor("Blue Bottle Coffee"));
            assertThat(rows(visitor)).hasCount(1);
            assertThat(rows(visitor)).containsText(first.id());
            assertThat(visitor.heading("No entry matches these filters")).isHidden();

            visitor.button("Pause").click();
            decide(program, tenant, second);
            assertThat(visitor.button("Show 1 new entry")).isVisible();
            assertThat(rows(visitor)).hasCount(1);

            visitor.button("Resume").click();
            assertThat(rows(visitor)).hasCount(2);
            assertThat(rows(visitor).first()).containsText(second.id());
            assertThat(visitor.button("Show 1 new entry")).isHidden();
            open(rows(visitor).first());
            assertThat(visitor.link("Details of this transaction")).isVisible();
            visitor.inspect("audit-live");
        }

        @Test
        void waits_while_somebody_reads(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            Visitor visitor = visitors.owner().open("/audit?tenant_id=" + tenant);
            assertThat(live(visitor)).containsText("Live");
            open(rows(visitor).first());
            double place = rows(visitor).first().boundingBox().y;

            decide(program, tenant, Txn.fresh(), Txn.fresh());
            assertThat(visitor.button("Show 2 new entries")).isVisible();
            assertThat(rows(visitor)).hasCount(2);
            assertThat(rows(visitor).first().boundingBox().y).isEqualTo(place);

            visitor.button("Show 2 new entries").click();
            assertThat(rows(visitor)).hasCount(4);
            visitor.page().locator(".opener[aria-expanded=true]").click();
            visitor.heading("Audit").click();
            decide(program, tenant, Txn.fresh());
            assertThat(rows(visitor)).hasCount(5);

            visitor.page().setViewportSize(1280, 500);
            visitor.page().evaluate("scrollTo(0, 200)");
            decide(program, tenant, Txn.fresh());
            assertThat(visitor.button("Show 1 new entry")).isVisible();
            assertThat(rows(visitor)).hasCount(5);
            visitor.page().evaluate("scrollTo(0, 0)");
            assertThat(rows(visitor)).hasCount(6);
        }

        @Test
        void is_counted_on_other_pages_than_the_first(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            String newest = program.owner()
                    .get("/api/audit?tenant_id=" + tenant)
                    .each("position")
                    .get(0);
            Visitor visitor = visitors.owner().open("/audit?tenant_id=%s&before=%s".formatted(tenant, newest));
            assertThat(live(visitor)).containsText("Counting new entries");

            decide(program, tenant, Txn.fresh(), Txn.fresh());

            assertThat(rows(visitor)).hasCount(1);
            visitor.button("2 new entries").click();
            assertThat(rows(visitor)).hasCount(4);
        }

        @Test
        void is_for_staff_of_their_tenants_only(Visitors visitors) {
            Program program = visitors.program();
            String theirs = program.eagerTenant();
            String another = program.eagerTenant();
            Visitor visitor =
                    visitors.signedIn(program.person("staff", theirs).email()).open("/audit");
            assertThat(live(visitor)).containsText("Live");
            Txn txn = Txn.fresh();

            decide(program, another, Txn.fresh());
            decide(program, theirs, txn);

            assertThat(rows(visitor).first()).containsText(txn.id());
            assertThat(visitor.page().locator("#entries")).not().containsText(another);
        }

        @Test
        void stays_text_whatever_it_is_called(Visitors visitors) {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            Visitor visitor = visitors.owner().open("/audit?tenant_id=" + tenant);
            assertThat(live(visitor)).containsText("Live");

            decide(program, tenant, Txn.fresh().vendor(SCRIPT).proposal(SCRIPT, "0.99"));

            assertThat(visitor.row("scriptalert")).isVisible();
            open(rows(visitor).first());
            assertThat(visitor.page().getByText(SCRIPT)).isVisible();
        }

        private static Locator live(Visitor visitor) {
            return visitor.page().locator("#live");
        }
    }

    @Nested
    class an_export {
        @Test
        void holds_what_is_filtered(Visitors visitors) throws IOException {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            decide(
                    program,
                    tenant,
                    Txn.fresh(),
                    Txn.fresh().proposal("1", "0.1"),
                    Txn.fresh().vendor("Blue Bottle Coffee"));
            String filter = "tenant_id=%s&vendor=office&action=auto_posted&action=reviewed".formatted(tenant);
            Visitor visitor = visitors.owner().open("/audit?" + filter);
            Client owner = program.owner();

            for (String[] export : new String[][] {
                {"Export CSV", "export.csv?"},
                {"CSV, all columns", "export.csv?columns=full&"},
                {"Export JSONL", "export.jsonl?"}
            }) {
                Download download = visitor.page()
                        .waitForDownload(() -> visitor.link(export[0]).click());
                assertThat(download.suggestedFilename())
                        .matches("audit_export_" + tenant + "_\\d{8}_\\d{6}_[0-9a-f]{6}\\.(csv|jsonl)");
                String file = Files.readString(download.path());
                assertThat(file)
                        .isEqualTo(owner.get("/api/audit/" + export[1] + filter)
                                .mustBe(200)
                                .text());
                assertThat(file.lines()).hasSize(export[0].endsWith("L") ? 2 : 3);
            }
        }

        @Test
        void keeps_hostile_names_text_as_the_page_does(Visitors visitors) throws IOException {
            Program program = visitors.program();
            String tenant = program.eagerTenant();
            // Nothing remains of the third when it is normalised, so it stays as it is.
            decide(
                    program,
                    tenant,
                    Txn.fresh().vendor(SCRIPT).proposal(SCRIPT, "0.99"),
                    Txn.fresh().vendor(FORMULA).proposal(FORMULA, "0.99"),
                    Txn.fresh().vendor("=+"));
            Visitor visitor = visitors.owner().open("/audit?tenant_id=%s&action=auto_posted".formatted(tenant));

            rows(visitor).all().forEach(AuditPageTest::open);

            assertThat(visitor.page().getByText(SCRIPT, exactly())).isVisible();
            assertThat(visitor.page().getByText(FORMULA, exactly())).isVisible();
            assertThat(visitor.row("=+")).isVisible();
            Download download = visitor.page()
                    .waitForDownload(() -> visitor.link("CSV, all columns").click());
            assertThat(Files.readString(download.path()))
                    .contains(",'=+,")
                    .contains(",'" + FORMULA + ",")
                    .contains("," + SCRIPT + ",");
        }

        private static Page.GetByTextOptions exactly() {
            return new Page.GetByTextOptions().setExact(true);
        }
    }
}
