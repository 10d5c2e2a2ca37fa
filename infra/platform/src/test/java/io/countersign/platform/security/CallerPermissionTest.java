package io.countersign.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's table of roles, written down a second time, and what each of its cells lets through and keeps out. */
class CallerPermissionTest {
    private static final TenantId ASSIGNED = new TenantId("assigned");
    private static final TenantId OTHER = new TenantId("other");
    private static final Role[] COLUMNS = {Role.OWNER, Role.STAFF, Role.AUDITOR, Role.SERVICE};
    private static final String TABLE = """
            READ_TENANTS        all assigned all  none
            READ_DECISIONS      all assigned all  assigned
            READ_METRICS        all assigned all  none
            READ_AUDIT          all assigned all  none
            READ_RULES          all assigned all  none
            SUBMIT_DECISIONS    all assigned none assigned
            PROPOSE_CANDIDATES  all assigned none assigned
            SETTLE_DECISIONS    all assigned none none
            DRY_RUN             all assigned all  none
            IMPORT_HISTORY      all none     none none
            CHANGE_TENANTS      all none     none none
            CHANGE_RULES        all none     none none
            READ_USERS          all none     all  none
            CHANGE_USERS        all none     none none
            READ_PROJECTIONS    all none     all  none
            CHANGE_PROJECTIONS  all none     none none
            EXPORT              all assigned all  none
            """;

    static Stream<Arguments> cells() {
        return TABLE.lines()
                .map(line -> line.split(" +"))
                .flatMap(row -> Stream.of(0, 1, 2, 3)
                        .map(column -> Arguments.of(Permission.valueOf(row[0]), COLUMNS[column], row[column + 1])));
    }

    @Test
    void the_table_has_a_row_for_every_permission() {
        assertThat(TABLE.lines()
                        .map(line -> Permission.valueOf(line.split(" +")[0]))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(Permission.values()));
        assertThat(Arrays.asList(COLUMNS)).containsExactlyInAnyOrder(Role.values());
    }

    @ParameterizedTest(name = "{1} {0}: {2}")
    @MethodSource("cells")
    void a_cell_lets_in_and_keeps_out(Permission permission, Role role, String reach) {
        Caller caller = new Caller("user-1", "a@example.com", role, Set.of(ASSIGNED));

        assertThat(refusal(() -> caller.mustHave(permission)))
                .isEqualTo(reach.equals("none") ? ErrorCode.FORBIDDEN : null);
        assertThat(refusal(() -> caller.mustHave(permission, ASSIGNED)))
                .isEqualTo(reach.equals("none") ? ErrorCode.FORBIDDEN : null);
        assertThat(caller.has(permission, ASSIGNED)).isEqualTo(!reach.equals("none"));
        assertThat(caller.has(permission, OTHER)).isEqualTo(reach.equals("all"));
        assertThat(caller.limits(permission))
                .isEqualTo(Map.of(
                                "all", Optional.<Set<TenantId>>empty(),
                                "assigned", Optional.of(Set.of(ASSIGNED)),
                                "none", Optional.of(Set.<TenantId>of()))
                        .get(reach));
    }

    @ParameterizedTest(name = "{1} {0}: {2}")
    @MethodSource("cells")
    void a_tenant_that_the_caller_may_not_see_is_unknown(Permission permission, Role role, String reach) {
        Caller caller = new Caller("user-1", "a@example.com", role, Set.of(ASSIGNED));
        boolean seesAll = role == Role.OWNER || role == Role.AUDITOR;

        ErrorCode expected = !seesAll ? ErrorCode.TENANT_NOT_FOUND : reach.equals("all") ? null : ErrorCode.FORBIDDEN;
        assertThat(refusal(() -> caller.mustHave(permission, OTHER))).isEqualTo(expected);
    }

    private static ErrorCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        Refusal refusal = catchThrowableOfType(Refusal.class, attempt);
        return refusal == null ? null : refusal.code();
    }
}
