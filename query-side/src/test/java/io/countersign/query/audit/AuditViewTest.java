package io.countersign.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.security.Caller;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import io.countersign.platform.web.Parameters;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Action;
import io.countersign.policy.Reason;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.query.projection.EventFeed;
import io.countersign.testkit.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditViewTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final Caller OWNER = new Caller("user-owner", null, Role.OWNER, Set.of());

    private final EmbeddedDatabase database = EmbeddedDatabase.with("read_model");
    private final EventFeed feed = new EventFeed(database.dataSource(), new AuditProjection());
    private final AuditView view = new AuditView(new NamedParameterJdbcTemplate(database.dataSource()));

    @BeforeAll
    void aFewDays() {
        feed.at(Instant.parse("2026-03-01T23:59:59.999999Z")).by("user-a");
        feed.publish(
                decided(ACME, "office depot", Reason.COLD_START), // 1
                decided(BETA, "office depot", Reason.BELOW_THRESHOLD, Reason.ANOMALY), // 2
                decided(ACME, "100%")); // 3
        feed.at(Instant.parse("2026-03-02T00:00:00Z")).by("user-b");
        feed.publish(
                new UserSignedIn("user-b"), // 4
                new StaffAssigned("user-c", BETA), // 5
                new DecisionApproved(BETA, new TxnId("txn-2"), "cafe emoji", null, "USD", "6000", null, null)); // 6
        feed.at(Instant.parse("2026-03-01T12:00:00Z"));
        feed.publish(decided(ACME, "1_", Reason.COLD_START)); // 7, late
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static Object decided(TenantId tenant, String vendor, Reason... reasons) {
        Action action = reasons.length == 0 ? Action.AUTO_POSTED : Action.REVIEWED;
        return Happenings.decided(tenant, vendor, action, List.of(reasons));
    }

    private static AuditFilter filter(Caller caller, String query) {
        return filter(caller, query, ZoneOffset.UTC);
    }

    private static AuditFilter filter(Caller caller, String query, ZoneId zone) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/audit");
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            request.addParameter(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
        }
        Parameters parameters = Parameters.of(request);
        AuditFilter filter = AuditFilter.from(parameters, caller, zone, UnaryOperator.identity());
        parameters.done();
        return filter;
    }

    private List<Long> found(Caller caller, String query) {
        return found(filter(caller, query));
    }

    private List<Long> found(AuditFilter filter) {
        Page<AuditView.Line> page = view.page(filter, new Paging(Long.MAX_VALUE, 50));
        return page.rows().stream().map(AuditView.Line::position).toList();
    }

    private static Long[] positions(String list) {
        return list == null
                ? new Long[0]
                : Arrays.stream(list.split(" ")).map(Long::valueOf).toArray(Long[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                         | 7 6 5 4 3 2 1",
                "tenant_id=acme                             | 7 3 1",
                "tenant_id=beta                             | 6 5 2",
                "vendor=OFFICE                              | 2 1",
                "vendor=fice dep                            | 2 1",
                "vendor=CAFÉ                                | 6",
                "vendor=nobody                              |",
                "vendor=OFFICE DEPOT, Inc. #104             | 2 1",
                "vendor=Café                                | 6",
                "vendor=100%                                | 3",
                "vendor=%                                   | 3",
                "vendor=_                                   | 7",
                "vendor=\\                                  |",
                "action=reviewed                            | 7 2 1",
                "action=auto_posted&action=approved         | 6 3",
                "action=auto_posted&action=approved&tenant_id=beta | 6",
                "reason=cold_start                          | 7 1",
                "reason=below_threshold                     | 2",
                "reason=anomaly                             | 2",
                "reason=anomaly&tenant_id=acme              |",
                "user_id=user-b                             | 7 6 5 4",
                "user_id=nobody                             |",
                "txn_id=txn-2                               | 6",
                "txn_id=txn-1&tenant_id=beta                | 2",
                "date_from=2026-03-02                       | 6 5 4",
                "date_to=2026-03-01                         | 7 3 2 1",
                "date_from=2026-03-01&date_to=2026-03-01    | 7 3 2 1",
                "date_from=2026-03-02T00:00:00Z&date_to=2026-03-02T00:00:00Z | 6 5 4",
                "date_to=2026-03-01T23:59:59.999998Z        | 7",
                "date_from=2026-03-03                       |",
                "date_to=2026-02-28                         |",
                "date_from=2026-03-02&date_to=2026-03-01    |",
                "date_to=2026-03-01&vendor=office&tenant_id=acme&action=reviewed&reason=cold_start&user_id=user-a&txn_id=txn-1 | 1",
            })
    void each_filter_finds_its_entries(String query, String expected) {
        assertThat(found(OWNER, query)).containsExactly(positions(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pacific/Kiritimati  | 2026-03-02 | 7 6 5 4 3 2 1",
                "Pacific/Kiritimati  | 2026-03-01 |",
                "UTC                 | 2026-03-02 | 6 5 4",
                "America/Los_Angeles | 2026-03-01 | 7 6 5 4 3 2 1",
                "America/Los_Angeles | 2026-03-02 |",
            })
    void a_day_is_one_of_the_zone_that_the_reader_sees(String zone, String day, String expected) {
        String query = "date_from=%s&date_to=%s".formatted(day, day);
        assertThat(found(filter(OWNER, query, ZoneId.of(zone)))).containsExactly(positions(expected));
    }

    @ParameterizedTest
    @EnumSource
    void each_reason_leads_to_its_newest_entries_by_an_index_of_its_own(Reason reason) throws SQLException {
        AuditFilter filter = filter(OWNER, "reason=" + reason.wireName());
        String where = EntryQuery.of(filter).where("(position + 0)", name -> name);
        List<String> plan = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            statement.execute("set enable_sort = off");
            ResultSet lines = statement.executeQuery(
                    "explain select position from read_model.audit_entry where %s order by (position + 0) desc limit 50"
                            .formatted(where));
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
            statement.execute("reset all");
        }
        assertThat(String.join("\n", plan)).contains("Index Scan Backward using audit_entry_" + reason.wireName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x' or true --",
                "'; drop table read_model.audit_entry; --",
                "\\' or 1=1",
                "{vendor}",
                ":before",
                "$9"
            })
    void no_text_becomes_sql(String text) {
        assertThat(found(OWNER, "user_id=" + text)).isEmpty();
        assertThat(found(OWNER, "vendor=" + text)).isEmpty();
        assertThat(found(OWNER, "")).hasSize(7);
    }

    @Nested
    class staff {
        private final Caller inAcme = new Caller("s1", null, Role.STAFF, Set.of(ACME));
        private final Caller inBoth = new Caller("s2", null, Role.STAFF, Set.of(ACME, BETA));
        private final Caller inNone = new Caller("s3", null, Role.STAFF, Set.of());

        @Test
        void see_the_entries_of_their_tenants_only() {
            assertThat(found(inAcme, "")).containsExactly(7L, 3L, 1L);
            assertThat(found(inBoth, "")).containsExactly(7L, 6L, 5L, 3L, 2L, 1L);
            assertThat(found(inNone, "")).isEmpty();
        }

        @Test
        void find_nothing_else_by_any_filter() {
            assertThat(found(inAcme, "vendor=office")).containsExactly(1L);
            assertThat(found(inBoth, "vendor=office")).containsExactly(2L, 1L);
            assertThat(found(inNone, "vendor=office")).isEmpty();
            assertThat(found(inBoth, "action=reviewed&action=approved")).containsExactly(7L, 6L, 2L, 1L);
            assertThat(found(inAcme, "txn_id=txn-1")).containsExactly(7L, 3L, 1L);
            assertThat(found(inAcme, "tenant_id=beta")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tenant_id=acme",
                "vendor=o",
                "action=reviewed&action=approved&action=auto_posted",
                "date_from=2026-01-01"
            })
    void pages_hold_every_entry_once_whatever_comes_in_meanwhile(String query) {
        List<Long> all = found(OWNER, query);
        List<Long> paged = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (Page<AuditView.Line> page = null; page == null || page.cursor() != null; ) {
            page = view.page(filter(OWNER, query), new Paging(before, 2));
            page.rows().forEach(line -> paged.add(line.position()));
            before = paged.get(paged.size() - 1);
            feed.publish(decided(ACME, "office depot", Reason.COLD_START));
        }
        assertThat(paged).isEqualTo(all);
        database.jdbc()
                .sql("delete from read_model.audit_entry where position > 7")
                .update();
    }

    @Test
    void a_part_of_a_name_may_lead_to_more_vendors_than_are_looked_up_one_by_one() {
        Object[] many = IntStream.range(0, 250)
                .mapToObj(i -> decided(ACME, "many " + i, Reason.COLD_START))
                .toArray();
        feed.after(100).publish(many);
        assertThat(found(OWNER, "vendor=many")).hasSize(50).startsWith(350L, 349L);
        assertThat(found(OWNER, "vendor=many&tenant_id=acme")).hasSize(50).startsWith(350L, 349L);
        assertThat(found(OWNER, "vendor=many 24&reason=cold_start")).hasSize(11);
        assertThat(found(OWNER, "vendor=many&tenant_id=beta")).isEmpty();
        database.jdbc()
                .sql("delete from read_model.audit_entry where position > 7")
                .update();
    }

    @Test
    void unknown_names_of_actions_and_reasons_are_refused_by_field() {
        assertThatThrownBy(() ->
                        filter(OWNER, "action=reviewed&action=posted&reason=bad&date_from=x&txn_id=a b&colour=red"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.field())
                                .containsExactlyInAnyOrder("action", "reason", "date_from", "txn_id", "colour"));
    }
}
