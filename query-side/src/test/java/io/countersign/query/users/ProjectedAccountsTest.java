package io.countersign.query.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.platform.security.Account;
import io.countersign.platform.vault.PersonalData;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import io.countersign.query.projection.QueryProgram;
import io.countersign.testkit.EmbeddedDatabase;
import java.util.Set;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("program")
class ProjectedAccountsTest {
    private static EmbeddedDatabase database;
    private static QueryProgram program;
    private static ProjectedAccounts accounts;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = QueryProgram.on(database);
        accounts = program.bean(ProjectedAccounts.class);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static void created(String user) {
        EncryptedText email = program.bean(PersonalData.class).encrypt(user, user + "@example.com");
        program.publish(QueryProgram.event(
                "user:" + user, 0, new UserCreated(user, email, Role.STAFF, Set.of(new TenantId("acme")))));
    }

    @Test
    void a_user_is_known_as_soon_as_made() {
        created("ada");

        assertThat(accounts.find("ada"))
                .contains(new Account("ada", "ada@example.com", Role.STAFF, true, Set.of(new TenantId("acme"))));
    }

    @Test
    void nobody_else_is_known() {
        assertThat(accounts.find("nobody")).isEmpty();
    }

    @Test
    void whatever_happened_to_a_user_holds_at_once() {
        created("bea");
        program.publish(QueryProgram.event("user:bea", 1, new StaffAssigned("bea", new TenantId("beta"))));
        assertThat(accounts.find("bea").orElseThrow().tenants())
                .containsExactlyInAnyOrder(new TenantId("acme"), new TenantId("beta"));

        program.publish(QueryProgram.event("user:bea", 2, new UserDeactivated("bea")));
        assertThat(accounts.find("bea").orElseThrow().active()).isFalse();
    }

    @Test
    void while_the_projection_stands_still_only_those_get_in_to_whom_nothing_happened() {
        created("cleo");
        created("dora");
        program.awaitAll();
        EventProcessor projection = program.bean(EventProcessingConfiguration.class)
                .eventProcessor("users")
                .orElseThrow();
        projection.shutDown();
        program.publish(QueryProgram.event("user:cleo", 1, new UserDeactivated("cleo")));

        assertThatThrownBy(() -> accounts.find("cleo"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("aren't visible yet");
        assertThat(accounts.find("dora").orElseThrow().active()).isTrue();

        projection.start();
        program.awaitAll();
        assertThat(accounts.find("cleo").orElseThrow().active()).isFalse();
    }
}
