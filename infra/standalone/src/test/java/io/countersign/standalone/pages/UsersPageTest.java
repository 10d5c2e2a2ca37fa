package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import io.countersign.standalone.support.Program;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesBrowser
class UsersPageTest {
    @Test
    void looks_right(Visitors visitors) {
        Visitor owner = visitors.owner().open("/users");

        owner.inspect("users");
        owner.inspect("users-new-user", () -> owner.button("New user").click());
        owner.open("/users/user-staff-002").inspect("user");
        owner.inspect("user-confirm", () -> owner.button("Deactivate").click());
        owner.inspect("own-password", () -> {
            owner.page().locator("button.who").click();
            owner.page().locator("#account").getByText("Change password").click();
        });
    }

    @Nested
    class an_owner {
        @Test
        void makes_a_user_who_can_then_work_on_what_is_assigned(Visitors visitors) {
            String email = freshEmail();
            Visitor owner = visitors.owner().open("/users");

            owner.button("New user").click();
            owner.field("E-mail address").fill(email);
            owner.field("Password").fill(Program.PASSWORD);
            owner.button("Create user").click();
            assertThat(owner.heading(email)).isVisible();
            owner.field("Assign a tenant").selectOption("pilot-gamma-llc-abc123");
            owner.button("Assign").click();
            assertThat(owner.link("Gamma LLC")).isVisible();

            Visitor staff = visitors.signedIn(email).open("/firm");
            assertThat(staff.page().locator("tbody th")).containsText(new String[] {"Gamma LLC"});

            owner.button("Remove Gamma LLC").click();
            assertThat(owner.page().getByText("None yet. This user sees nothing"))
                    .isVisible();
        }

        @Test
        void reads_what_a_new_user_lacks(Visitors visitors) {
            Visitor owner = visitors.owner().open("/users");

            owner.button("New user").click();
            owner.field("E-mail address").fill("nobody");
            owner.field("Password").fill("short");
            owner.button("Create user").click();

            assertThat(owner.page().getByText("E-mail address must be an e-mail address such as name@example.com."))
                    .isVisible();
            assertThat(owner.page().getByText("Password must have 12 to 1024 characters."))
                    .isVisible();
            assertThat(owner.field("E-mail address")).hasValue("nobody");
        }

        @Test
        void must_choose_a_tenant_to_assign(Visitors visitors) {
            Visitor owner = visitors.owner().open("/users/user-staff-001");

            owner.button("Assign").click();

            assertThat(owner.page().getByText("A tenant is required.")).isVisible();
        }

        @Test
        void deactivates_somebody_after_being_asked(Visitors visitors) {
            Program.Person person = visitors.program().person("staff");
            Visitor theirs = visitors.signedIn(person.email()).open("/firm");
            Visitor owner = visitors.owner().open("/users/" + person.userId());

            owner.button("Deactivate").click();
            owner.button("Cancel").click();
            assertThat(status(owner)).hasText("Active");

            owner.button("Deactivate").click();
            confirm(owner);
            assertThat(status(owner)).hasText("Deactivated");
            assertThat(owner.button("Deactivate")).hasCount(0);

            await().untilAsserted(
                            () -> assertThat(theirs.open("/firm").address()).startsWith("/login"));
        }

        @Test
        void can_not_deactivate_the_last_owner(Visitors visitors) {
            Visitor owner = visitors.owner().open("/users");
            owner.link(Program.OWNER_EMAIL).click();

            owner.button("Deactivate").click();
            confirm(owner);

            assertThat(owner.alert()).containsText("last active owner");
        }

        @Test
        void changes_their_own_password(Visitors visitors) {
            Program.Person person = visitors.program().person("auditor");
            Visitor visitor = visitors.signedIn(person.email()).open("/users");

            visitor.page().locator("button.who").click();
            visitor.page().locator("#account").getByText("Change password").click();
            visitor.field("Current password").fill(Program.PASSWORD);
            visitor.field("New password").fill("another correct horse");
            visitor.page().locator("#own-password button.primary").click();

            assertThat(visitor.page().getByText("Password changed.")).isVisible();
            visitors.program().login(person.email(), "another correct horse");
        }
    }

    @Nested
    class an_auditor {
        @Test
        void reads_users_and_changes_none(Visitors visitors) {
            Visitor auditor = visitors.signedIn("auditor@example.com").open("/users");

            assertThat(auditor.row("staff1@example.com")).containsText("Acme Corp");
            assertThat(auditor.button("New user")).hasCount(0);
            auditor.link("staff1@example.com").click();
            assertThat(auditor.heading("staff1@example.com")).isVisible();
            assertThat(auditor.page().locator("main :is(input, select, button)"))
                    .hasCount(0);
        }
    }

    @Nested
    class staff {
        @Test
        void see_no_users(Visitors visitors) {
            Visitor staff = visitors.signedIn("staff1@example.com").open("/users");

            assertThat(staff.heading("You don’t have access")).isVisible();
            staff.inspect("error-403");
        }
    }

    private static void confirm(Visitor visitor) {
        visitor.page().locator("#confirm [value=yes]").click();
    }

    private static Locator status(Visitor visitor) {
        return visitor.page().locator(".facts .chip");
    }

    private static String freshEmail() {
        return "user-%s@example.com".formatted(UUID.randomUUID());
    }
}
