package io.countersign.command.user;

import io.countersign.command.user.UserCommand.AssignStaff;
import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.command.user.UserCommand.DeactivateUser;
import io.countersign.command.user.UserCommand.RecordSignIn;
import io.countersign.command.user.UserCommand.UnassignStaff;
import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserAccountTest {
    private static final String ID = "user-1";
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final EncryptedText EMAIL = new EncryptedText("c2VhbGVk");
    private static final UserCreated CREATED = new UserCreated(ID, EMAIL, Role.STAFF, Set.of(ACME), "Y29tbWl0dGVk");
    private static final UserDeactivated DEACTIVATED = new UserDeactivated(ID);
    private static final PasswordHash OLD = new PasswordHash("old");
    private static final PasswordHash NEW = new PasswordHash("new");

    private final FixtureConfiguration<UserAccount> fixture = new AggregateTestFixture<>(UserAccount.class);

    @Nested
    class a_new_user {
        @Test
        void is_created_with_role_and_tenants_and_no_secret() {
            fixture.givenNoPriorActivity()
                    .when(create(Role.STAFF))
                    .expectEvents(CREATED)
                    .expectResultMessagePayload(ID);
        }
    }

    @Nested
    class an_active_user {
        @Test
        void is_not_created_twice() {
            fixture.given(CREATED).when(create(Role.STAFF)).expectNoEvents().expectResultMessagePayload(ID);
        }

        @Test
        void is_not_created_again_in_another_role() {
            fixture.given(CREATED)
                    .when(create(Role.OWNER))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.USER_EXISTS));
        }

        @Test
        void signs_in_each_time() {
            fixture.given(CREATED, new UserSignedIn(ID))
                    .when(new RecordSignIn(ID, OLD))
                    .expectEvents(new UserSignedIn(ID));
        }

        @Test
        void changes_the_password() {
            fixture.given(CREATED).when(new ChangePassword(ID, OLD, NEW)).expectEvents(new PasswordChanged(ID));
        }

        @Test
        void is_assigned() {
            fixture.given(CREATED).when(new AssignStaff(ID, BETA)).expectEvents(new StaffAssigned(ID, BETA));
        }

        @Test
        void is_assigned_once() {
            fixture.given(CREATED)
                    .when(new AssignStaff(ID, ACME))
                    .expectNoEvents()
                    .expectResultMessagePayload(ID);
            fixture.given(CREATED, new StaffAssigned(ID, BETA))
                    .when(new AssignStaff(ID, BETA))
                    .expectNoEvents();
        }

        @Test
        void is_unassigned() {
            fixture.given(CREATED).when(new UnassignStaff(ID, ACME)).expectEvents(new StaffUnassigned(ID, ACME));
        }

        @Test
        void is_unassigned_once() {
            fixture.given(CREATED)
                    .when(new UnassignStaff(ID, BETA))
                    .expectNoEvents()
                    .expectResultMessagePayload(ID);
            fixture.given(CREATED, new StaffUnassigned(ID, ACME))
                    .when(new UnassignStaff(ID, ACME))
                    .expectNoEvents();
        }

        @Test
        void is_assigned_again_after_being_unassigned() {
            fixture.given(CREATED, new StaffUnassigned(ID, ACME))
                    .when(new AssignStaff(ID, ACME))
                    .expectEvents(new StaffAssigned(ID, ACME));
        }

        @Test
        void is_deactivated() {
            fixture.given(CREATED)
                    .when(new DeactivateUser(ID))
                    .expectEvents(DEACTIVATED)
                    .expectResultMessagePayload(ID);
        }
    }

    @Nested
    class a_deactivated_user {
        @Test
        void is_not_deactivated_twice() {
            fixture.given(CREATED, DEACTIVATED)
                    .when(new DeactivateUser(ID))
                    .expectNoEvents()
                    .expectResultMessagePayload(ID);
        }

        @Test
        void cannot_sign_in() {
            fixture.given(CREATED, DEACTIVATED)
                    .when(new RecordSignIn(ID, OLD))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.WRONG_CREDENTIALS));
        }

        @Test
        void cannot_change_the_password() {
            fixture.given(CREATED, DEACTIVATED)
                    .when(new ChangePassword(ID, OLD, NEW))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.USER_INACTIVE));
        }

        @Test
        void cannot_be_assigned() {
            fixture.given(CREATED, DEACTIVATED)
                    .when(new AssignStaff(ID, BETA))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.USER_INACTIVE))
                    .expectExceptionMessage("User user-1 is deactivated");
        }

        @Test
        void can_be_unassigned() {
            fixture.given(CREATED, DEACTIVATED)
                    .when(new UnassignStaff(ID, ACME))
                    .expectEvents(new StaffUnassigned(ID, ACME));
        }
    }

    private static CreateUser create(Role role) {
        return new CreateUser(ID, EMAIL, "Y29tbWl0dGVk", new byte[32], OLD, role, Set.of(ACME));
    }

    private static Matcher<Refusal> refusal(ErrorCode code) {
        return new CustomTypeSafeMatcher<>("a refusal " + code) {
            @Override
            protected boolean matchesSafely(Refusal refusal) {
                return refusal.code() == code;
            }
        };
    }
}
