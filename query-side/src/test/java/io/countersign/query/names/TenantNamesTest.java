package io.countersign.query.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import io.countersign.testkit.EmbeddedDatabase;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantNamesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final TenantId UNKNOWN = new TenantId("none");
    private static final Caller OWNER = new Caller("user-owner", null, Role.OWNER, Set.of());

    private final EmbeddedDatabase database = EmbeddedDatabase.with("read_model");
    private final TenantNames tenants = new TenantNames(database.jdbc());

    @BeforeAll
    void two_tenants() {
        database.jdbc().sql("""
                        insert into read_model.tenant
                        values ('acme', 'Zenith', 'starter', false, 0.9, 50, 3, 1, null, now(), now(), 'user-owner', 1),
                               ('beta', 'beta', 'starter', false, 0.9, 50, 3, 1, null, now(), now(), 'user-owner', 2)
                        """).update();
    }

    @Test
    void names_come_in_alphabetical_order_for_the_tenants_that_a_caller_is_limited_to() {
        assertThat(tenants.names().values()).containsExactly("beta", "Zenith");
        assertThat(tenants.names(Optional.of(Set.of(ACME)))).containsOnlyKeys("acme");
        assertThat(tenants.names(Optional.of(Set.of()))).isEmpty();
        assertThat(tenants.nameOf(ACME)).contains("Zenith");
        assertThat(tenants.nameOf(UNKNOWN)).isEmpty();
    }

    @Test
    void a_caller_is_not_told_whether_another_tenant_exists() {
        Caller ofAcme = new Caller("s1", null, Role.STAFF, Set.of(ACME));
        tenants.mustSee(ACME, Permission.READ_AUDIT, ofAcme);
        tenants.mustSee(ACME, Permission.READ_AUDIT, OWNER);
        isUnknown(BETA, ofAcme);
        isUnknown(UNKNOWN, ofAcme);
        isUnknown(UNKNOWN, OWNER);
    }

    private void isUnknown(TenantId tenant, Caller caller) {
        assertThatThrownBy(() -> tenants.mustSee(tenant, Permission.READ_AUDIT, caller))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TENANT_NOT_FOUND));
    }
}
