package io.countersign.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.tenant.TenantCommand.ChangeTenantSettings;
import io.countersign.command.tenant.TenantCommand.CreateTenant;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import java.math.BigDecimal;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantCreated CREATED = new TenantCreated(ACME, "Acme Corp", Tier.PRO, Tier.PRO.defaults());

    private final FixtureConfiguration<Tenant> fixture = new AggregateTestFixture<>(Tenant.class);

    private static Settings pro(boolean enabled, String threshold, String cap, int labels) {
        return new Settings(enabled, new BigDecimal(threshold), new BigDecimal(cap), labels);
    }

    private static ChangeTenantSettings change(Boolean enabled, String threshold, String cap, Integer labels) {
        return change(enabled, threshold, cap, labels, ExpectedVersion.ANY);
    }

    private static ChangeTenantSettings change(
            Boolean enabled, String threshold, String cap, Integer labels, ExpectedVersion expected) {
        SettingsChange change = new SettingsChange(
                enabled,
                threshold == null ? null : new BigDecimal(threshold),
                cap == null ? null : new BigDecimal(cap),
                labels);
        return new ChangeTenantSettings(ACME, change, "because", expected);
    }

    private static void hasCode(Throwable refusal, ErrorCode code) {
        assertThat(((Refusal) refusal).code()).isEqualTo(code);
    }

    @Nested
    class a_new_tenant {
        @ParameterizedTest
        @EnumSource(Tier.class)
        void begins_with_its_tiers_settings(Tier tier) {
            fixture.givenNoPriorActivity()
                    .when(new CreateTenant(ACME, "Acme Corp", tier))
                    .expectEvents(new TenantCreated(ACME, "Acme Corp", tier, tier.defaults()))
                    .expectResultMessagePayloadMatching(org.hamcrest.Matchers.instanceOf(NewTenant.class));
        }

        @Test
        void must_exist_before_its_settings_change() {
            fixture.givenNoPriorActivity()
                    .when(change(false, null, null, null))
                    .expectNoEvents()
                    .expectException(org.axonframework.modelling.command.AggregateNotFoundException.class);
        }
    }

    @Nested
    class a_tenant {
        @Test
        void is_made_once() {
            fixture.given(CREATED)
                    .when(new CreateTenant(ACME, "Acme Corp", Tier.PRO))
                    .expectNoEvents()
                    .expectException(Refusal.class)
                    .expectException(org.hamcrest.Matchers.<Throwable>hasToString(
                            org.hamcrest.Matchers.containsString("There is a tenant acme already")));
        }

        @Test
        void changes_what_is_named_and_keeps_the_rest() {
            fixture.given(CREATED)
                    .when(change(null, "0.8", null, null))
                    .expectEvents(new TenantSettingsChanged(
                            ACME, Tier.PRO.defaults(), pro(true, "0.80", "100", 5), "because"));
        }

        @Test
        void changes_everything_at_once_on_top_of_earlier_changes() {
            Settings first = pro(true, "0.85", "100", 5);
            fixture.given(CREATED, new TenantSettingsChanged(ACME, Tier.PRO.defaults(), first, null))
                    .when(change(false, "0.98", "10000", 100))
                    .expectEvents(new TenantSettingsChanged(ACME, first, pro(false, "0.98", "10000", 100), "because"));
        }

        @Test
        void says_nothing_when_nothing_changes_however_it_is_written() {
            fixture.given(CREATED)
                    .when(change(true, "0.9200", "100.00", 5))
                    .expectNoEvents()
                    .expectResultMessagePayloadMatching(new org.hamcrest.CustomMatcher<Object>("version 1, unchanged") {
                        @Override
                        public boolean matches(Object result) {
                            SettingsUpdate outcome = (SettingsUpdate) result;
                            return outcome.version() == 1 && outcome.before().equals(outcome.after());
                        }
                    });
        }

        @Test
        void counts_its_versions() {
            fixture.given(CREATED)
                    .when(change(false, null, null, null))
                    .expectState(
                            tenant -> assertThat(tenant).extracting("version").isEqualTo(2L));
        }

        @Test
        void refuses_every_value_beyond_its_limits_at_once() {
            fixture.given(CREATED)
                    .when(change(null, "0.7999", "10000.01", 101))
                    .expectNoEvents()
                    .expectException(new org.hamcrest.CustomMatcher<Throwable>("three faults") {
                        @Override
                        public boolean matches(Object thrown) {
                            hasCode((Throwable) thrown, ErrorCode.INVALID_REQUEST);
                            assertThat(((Refusal) thrown).errors())
                                    .extracting(FieldError::field)
                                    .containsExactly(
                                            "autopost_threshold", "llm_tenant_cap_usd", "cold_start_min_labels");
                            return true;
                        }
                    });
        }
    }

    @Nested
    class an_expected_version {
        @Test
        void that_is_the_present_one_lets_the_change_through() {
            fixture.given(CREATED)
                    .when(change(false, null, null, null, new ExpectedVersion(Set.of(1L))))
                    .expectEvents(new TenantSettingsChanged(
                            ACME, Tier.PRO.defaults(), pro(false, "0.92", "100", 5), "because"));
        }

        @Test
        void that_is_another_refuses_it() {
            fixture.given(CREATED)
                    .when(change(false, null, null, null, new ExpectedVersion(Set.of(2L))))
                    .expectNoEvents()
                    .expectException(new org.hamcrest.CustomMatcher<Throwable>("precondition failed") {
                        @Override
                        public boolean matches(Object thrown) {
                            return thrown instanceof Refusal refusal && refusal.code() == ErrorCode.PRECONDITION_FAILED;
                        }
                    });
        }

        @Test
        void is_looked_at_before_the_values_are() {
            fixture.given(CREATED)
                    .when(change(null, "2", null, null, new ExpectedVersion(Set.of())))
                    .expectException(new org.hamcrest.CustomMatcher<Throwable>("precondition failed") {
                        @Override
                        public boolean matches(Object thrown) {
                            return thrown instanceof Refusal refusal && refusal.code() == ErrorCode.PRECONDITION_FAILED;
                        }
                    });
        }
    }
}
