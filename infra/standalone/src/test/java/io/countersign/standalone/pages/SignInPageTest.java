package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import io.countersign.standalone.support.Program;
import io.countersign.testkit.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UsesBrowser
class SignInPageTest {
    @Test
    void looks_right(Visitors visitors) {
        visitors.anybody().open("/login").inspect("login");
    }

    @Nested
    class somebody_who_has_not_signed_in {
        @Test
        void is_asked_to_and_then_sees_what_they_came_for(Visitors visitors) {
            Visitor visitor = visitors.anybody().open("/firm?search=beta");
            assertThat(visitor.address()).isEqualTo("/login?next=%2Ffirm%3Fsearch%3Dbeta");

            signIn(visitor, Program.OWNER_EMAIL, Program.PASSWORD);

            assertThat(visitor.row("Beta Accounting, Inc.")).isVisible();
            assertThat(visitor.address()).isEqualTo("/firm?search=beta");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "//example.org/",
                    "/\\example.org",
                    "https://example.org/",
                    "/\t/example.org",
                    "javascript:alert(1)"
                })
        void is_never_sent_to_another_site(String next, Visitors visitors) {
            Visitor visitor = visitors.anybody();
            visitor.page().navigate("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

            signIn(visitor, Program.OWNER_EMAIL, Program.PASSWORD);

            assertThat(visitor.heading("Firm")).isVisible();
            assertThat(visitor.page().url())
                    .startsWith(visitors.program().base().toString());
        }

        @Test
        void reads_beside_the_form_that_a_password_is_wrong_and_keeps_the_address(Visitors visitors) {
            Visitor visitor = visitors.anybody().open("/login");

            signIn(visitor, "auditor@example.com", "not the password");

            assertThat(visitor.alert()).hasText("The e-mail address or the password is wrong.");
            assertThat(visitor.field("E-mail address")).hasValue("auditor@example.com");
            visitor.mustBeAccessible("a refused sign-in");
        }

        @Test
        void reads_after_too_many_tries_how_long_to_wait_and_whom_to_ask(Visitors visitors) {
            Visitor visitor = visitors.anybody().open("/login");
            for (int i = 0; i < 5; i++) {
                signIn(visitor, "forgetful@example.com", "not the password");
                assertThat(visitor.alert()).hasText("The e-mail address or the password is wrong.");
                visitor.page().reload();
            }

            signIn(visitor, "forgetful@example.com", "not the password");

            assertThat(visitor.alert())
                    .hasText(
                            "Too many failed attempts. Try again in 15 minutes, or ask an owner of your firm for help.");
        }

        @Test
        void reads_at_each_field_what_is_missing(Visitors visitors) {
            Visitor visitor = visitors.anybody().open("/login");

            visitor.button("Sign in").click();

            assertThat(visitor.page().getByText("E-mail address is required.")).isVisible();
            assertThat(visitor.page().getByText("Password is required.")).isVisible();
            assertThat(visitor.field("E-mail address")).isFocused();
        }
    }

    @Nested
    class a_session {
        @Test
        void ends_with_signing_out(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/firm");

            visitor.page().locator("button.who").click();
            visitor.button("Sign out").click();

            assertThat(visitor.heading("Sign in")).isVisible();
            assertThat(visitor.open("/firm").address()).startsWith("/login");
        }

        @Test
        void whose_cookie_is_no_good_any_more_begins_anew(Visitors visitors) {
            Visitor visitor = visitors.anybody();
            visitor.page()
                    .context()
                    .addCookies(List.of(new Cookie("countersign_token", "expired")
                            .setUrl(visitors.program().base().toString())));

            assertThat(visitor.open("/users").address()).isEqualTo("/login?next=%2Fusers");
        }

        @Test
        void goes_on_after_a_reload_and_after_signing_in_again_elsewhere(Visitors visitors) {
            Visitor visitor = visitors.owner().open("/firm");
            visitor.page().reload();
            visitor.page()
                    .context()
                    .request()
                    .post(
                            "/api/auth/login?use_cookie=true",
                            RequestOptions.create()
                                    .setData(Map.of("email", Program.OWNER_EMAIL, "password", Program.PASSWORD)));

            visitor.button("New tenant").click();
            visitor.field("Name").fill("Second Session Ltd");
            visitor.button("Create tenant").click();

            assertThat(visitor.heading("Second Session Ltd")).isVisible();
        }
    }

    @Nested
    class a_service {
        @Test
        void is_told_that_there_are_no_pages_for_it(Visitors visitors) {
            Visitor visitor = visitors.signedIn("service@example.com").open("/");

            assertThat(visitor.heading("No pages for services")).isVisible();
            visitor.inspect("login-service");
            assertThat(visitor.open("/firm").heading("You don’t have access")).isVisible();
        }
    }

    @Nested
    class whoever_is_not_a_browser {
        @Test
        void gets_a_problem_and_no_page(Visitors visitors) {
            Client client = visitors.program().anybody();

            client.get("/firm").mustBeProblem(401, "unauthenticated");
            client.with("Accept", "text/html").get("/api/tenants").mustBeProblem(401, "unauthenticated");
        }
    }

    private static void signIn(Visitor visitor, String email, String password) {
        visitor.field("E-mail address").fill(email);
        visitor.field("Password").fill(password);
        visitor.button("Sign in").click();
    }
}
