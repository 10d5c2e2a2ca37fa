package io.countersign.standalone.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages send besides what one sees. */
@UsesSharedProgram
@Tag("alone")
class PagesOverHttpTest {
    private Client browser;
    private Client owners;

    @BeforeEach
    void open() {
        Program program = Program.running();
        browser = program.anybody().with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        owners = browser.withToken(program.owner().token());
    }

    @Nested
    class every_page {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/firm",
                    "/rules",
                    "/review",
                    "/audit",
                    "/metrics",
                    "/users",
                    "/glossary",
                    "/login",
                    "/nothing/here"
                })
        void lets_nothing_run_that_is_not_ours_and_is_not_kept(String path) {
            Answer page = owners.get(path);

            assertThat(page.header("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self'",
                                    "style-src 'self'",
                                    "frame-ancestors 'none'",
                                    "base-uri 'none'")
                            .doesNotContain("unsafe", "data:"));
            assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.header("Referrer-Policy")).hasValue("same-origin");
            assertThat(page.header("Cache-Control"))
                    .hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
            assertThat(page.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(page.text())
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContain(" style=")
                    .doesNotContainPattern(" on[a-z]+=");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/firm", "/rules", "/review", "/audit", "/metrics", "/users", "/glossary"})
        void is_rendered_in_time(String path) {
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long start = System.nanoTime();
                owners.get(path).mustBe(200);
                times.add(Duration.ofNanos(System.nanoTime() - start));
            }

            Collections.sort(times);
            assertThat(times.get(94)).isLessThan(Duration.ofMillis(300));
        }

        @Test
        void is_small_with_all_that_it_loads() {
            String page = owners.get("/firm").mustBe(200).text();

            int bytes = page.length();
            Matcher loaded = Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)/[^\"]+)\"")
                    .matcher(page);
            while (loaded.find()) {
                bytes += browser.get(loaded.group(1)).mustBe(200).bytes().length;
            }
            assertThat(bytes).isLessThan(300_000);
        }
    }

    @Nested
    class assets {
        @Test
        void are_kept_for_ever_under_an_address_that_changes_with_them() {
            String page = browser.get("/login").mustBe(200).text();

            for (String kind : new String[] {
                "/assets/[0-9a-f]{12}/countersign.css",
                "/assets/[0-9a-f]{12}/countersign.js",
                "/webjars/htmx.org/[0-9.]+/dist/htmx.min.js"
            }) {
                Matcher address = Pattern.compile("\"(" + kind + ")\"").matcher(page);
                assertThat(address.find()).as("%s in %s", kind, page).isTrue();
                assertThat(browser.get(address.group(1)).mustBe(200).header("Cache-Control"))
                        .hasValue("max-age=31536000, public, immutable");
            }
        }

        @Test
        void of_another_version_are_not_there() {
            browser.get("/assets/000000000000/countersign.css").mustBe(404);
            browser.get("/assets/countersign.css").mustBe(404);
        }
    }

    @Nested
    class a_page_that_can_not_be_shown {
        @ParameterizedTest
        @CsvSource({
            "/nothing/here,404",
            "/firm/unknown,404",
            "/users/unknown,404",
            "/firm?page=none,400",
            "/firm?colour=red,400",
            "/firm/a%20b,404"
        })
        void tells_a_browser_so_in_a_page_and_all_others_in_a_problem(String path, int status) {
            Answer page = owners.get(path).mustBe(status);

            assertThat(page.text()).contains("<h1", "Countersign", "owner");
            page.mustKeepTheInsideIn();
            Answer problem = Program.running().owner().get(path).mustBe(status);
            assertThat(problem.header("Content-Type")).hasValue("application/problem+json");
        }

        @Test
        void is_not_looked_for_among_the_apis_addresses() {
            Answer answer = owners.get("/api/nothing").mustBeProblem(404, "not_found");

            assertThat(answer.text()).doesNotContain("<");
        }
    }

    @Nested
    class a_preview {
        @Test
        void is_html_only_for_those_who_accept_nothing_else() {
            Program program = Program.running();
            String tenant = program.eagerTenant();
            program.decided(tenant);
            String dryRun = "/api/tenants/" + tenant + "/settings/dryrun";

            assertThat(program.owner()
                            .post(dryRun, "{}")
                            .mustBe(200)
                            .json()
                            .path("population")
                            .intValue())
                    .isEqualTo(1);
            assertThat(program.owner()
                            .with("Accept", "*/*")
                            .post(dryRun, "{}")
                            .mustBe(200)
                            .json()
                            .path("population")
                            .intValue())
                    .isEqualTo(1);
            assertThat(program.owner()
                            .with("Accept", "text/html")
                            .post(dryRun, "{}")
                            .mustBe(200)
                            .text())
                    .contains("0</strong> of");
        }
    }
}
