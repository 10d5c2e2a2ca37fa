package io.countersign.query.audit;

import static io.countersign.query.audit.TestEvents.AMOUNT;
import static io.countersign.query.audit.TestEvents.P;
import static io.countersign.query.audit.TestEvents.SETTINGS;
import static io.countersign.query.audit.TestEvents.TENANT;
import static io.countersign.query.audit.TestEvents.TXN;
import static io.countersign.query.audit.TestEvents.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.policy.Action;
import io.countersign.policy.Reason;
import io.countersign.policy.Role;
import io.countersign.policy.Settings;
import io.countersign.policy.Tier;
import io.countersign.query.projection.EventFeed;
import io.countersign.testkit.EmbeddedDatabase;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class AuditProjectionTest {
    private final EmbeddedDatabase database = EmbeddedDatabase.with("read_model");
    private final EventFeed feed = new EventFeed(database.dataSource(), new AuditProjection());
    private Map<String, Object> entry;

    @BeforeEach
    void someoneActs() {
        feed.at(Instant.parse("2026-03-01T08:00:00.000001Z")).by("user-7");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private AuditProjectionTest after(Object event) {
        feed.publish(event);
        entry = database.jdbc()
                .sql("select * from read_model.audit_entry order by position desc limit 1")
                .query()
                .singleRow();
        return this;
    }

    private void has(String column, Object value) {
        Object found = entry.get(column);
        assertThat(found instanceof BigDecimal || value == null ? found : String.valueOf(found))
                .as(column)
                .isEqualTo(found instanceof BigDecimal || value == null ? value : String.valueOf(value));
    }

    private static Set<String> allEvents() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Revision.class));
        return scanner.findCandidateComponents("io.countersign.events").stream()
                .map(event -> event.getBeanClassName())
                .collect(Collectors.toSet());
    }

    @Test
    void no_type_of_event_is_forgotten() {
        Set<String> handled = Arrays.stream(AuditProjection.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventHandler.class))
                .map(Method::getParameterTypes)
                .map(parameters -> parameters[0].getName())
                .collect(Collectors.toSet());
        assertThat(allEvents()).isNotEmpty().isEqualTo(handled);
    }

    @Test
    void an_entry_tells_where_when_and_by_whom() {
        after(new UserSignedIn("user-7"));
        has("position", 1L);
        has("event_id", "event-1");
        has("timestamp", "2026-03-01 08:00:00.000001");
        has("action", "user_signed_in");
        has("user_id", "user-7");
        has("correlation_id", "correlation-1");
        has("after", "{\"user_id\":\"user-7\"}");
        for (String column : List.of("tenant_id", "txn_id", "vendor_normalized", "reasons", "calibrated_p", "before")) {
            has(column, null);
        }
    }

    @Test
    void an_import() {
        after(new TransactionImported(TENANT, transaction("office depot"), "6000", P));
        has("action", "imported");
        has("tenant_id", TENANT);
        has("txn_id", TXN);
        has("vendor_normalized", "office depot");
        has("account", "6000");
        has("calibrated_p", P);
        has("amount", AMOUNT);
        has("currency", "USD");
        has("threshold_used", null);
        has("reasons", null);
    }

    @Test
    void a_decision_that_needs_review() {
        after(TestEvents.decided(Action.REVIEWED, List.of(Reason.BELOW_THRESHOLD, Reason.AUTOPOST_DISABLED)));
        has("action", "reviewed");
        has("not_auto_post_reason", "below_threshold");
        has("reasons", "{below_threshold,autopost_disabled}");
        has("calibrated_p", P);
        has("threshold_used", new BigDecimal("0.9"));
        has("rule_id", "rule-1");
        has("rule_version", 4);
    }

    @Test
    void a_decision_that_needs_none() {
        after(TestEvents.decided(Action.AUTO_POSTED, List.of()));
        has("action", "auto_posted");
        has("not_auto_post_reason", null);
        has("reasons", "{}");
    }

    @Test
    void what_people_make_of_a_decision() {
        after(new DecisionApproved(TENANT, TXN, "office depot", AMOUNT, "USD", "6000", P, null));
        has("action", "approved");
        has("account", "6000");
        has("reason_text", null);

        after(new DecisionCorrected(TENANT, TXN, "office depot", AMOUNT, "USD", null, "6100", P, "a\tb"));
        has("action", "corrected");
        has("account", "6100");
        has("before", "{\"account\":null}");
        has("after", "{\"account\":\"6100\"}");
        has("reason_text", "a\tb");

        after(new DecisionRejected(TENANT, TXN, "office depot", AMOUNT, "USD", "6000", P, "not ours"));
        has("action", "rejected");
        has("reason_text", "not ours");
    }

    @Test
    void a_new_tenant_and_its_first_settings() {
        after(new TenantCreated(TENANT, "Acme", Tier.STARTER, SETTINGS));
        has("action", "tenant_created");
        has("tenant_id", TENANT);
        has(
                "after",
                "{\"name\":\"Acme\",\"tier\":\"starter\",\"autopost_enabled\":false,\"autopost_threshold\":0.9,"
                        + "\"llm_tenant_cap_usd\":50,\"cold_start_min_labels\":3}");
    }

    @Test
    void changed_settings_before_and_after() {
        Settings changed = new Settings(true, new BigDecimal("0.95"), new BigDecimal("50.00"), 3);
        after(new TenantSettingsChanged(TENANT, SETTINGS, changed, "they asked"));
        has("action", "settings_update");
        has("before", "{\"autopost_enabled\":false,\"autopost_threshold\":0.9}");
        has("after", "{\"autopost_enabled\":true,\"autopost_threshold\":0.95}");
        has("reason_text", "they asked");
    }

    @Test
    void users_without_their_addresses() {
        after(new UserCreated("user-9", new EncryptedText("c2VjcmV0"), Role.STAFF, Set.of(TENANT)));
        has("action", "user_created");
        has("after", "{\"user_id\":\"user-9\",\"role\":\"staff\",\"tenants\":[\"pilot-acme\"]}");
        after(new StaffAssigned("user-9", TENANT));
        has("action", "staff_assigned");
        has("tenant_id", TENANT);
        has("after", "{\"user_id\":\"user-9\",\"tenant_id\":\"pilot-acme\"}");
        after(new StaffUnassigned("user-9", TENANT));
        has("action", "staff_unassigned");
        has("tenant_id", TENANT);
        has("before", "{\"user_id\":\"user-9\",\"tenant_id\":\"pilot-acme\"}");
        after(new PasswordChanged("user-9"));
        has("action", "password_changed");
        after(new UserDeactivated("user-9"));
        has("action", "user_deactivated");
        has("after", "{\"user_id\":\"user-9\"}");
    }

    @Test
    void exports_of_the_log_itself() {
        after(new AuditExported("e1", "csv", Map.of("action", List.of("imported")), List.of("pilot-acme")));
        has("action", "audit_exported");
        has(
                "after",
                "{\"export_id\":\"e1\",\"format\":\"csv\",\"filters\":{\"action\":[\"imported\"]},"
                        + "\"tenants\":[\"pilot-acme\"]}");
        after(new AuditExportFinished("e1", 12));
        has("action", "audit_export_finished");
        has("after", "{\"export_id\":\"e1\",\"rows\":12}");
        after(new AuditExportAborted("e1", 7, "client_gone"));
        has("action", "audit_export_aborted");
        has("after", "{\"export_id\":\"e1\",\"rows\":7,\"cause\":\"client_gone\"}");
    }

    @Test
    void an_export_of_one_tenant_is_of_that_tenant_from_its_start_to_its_end() {
        Map<String, List<String>> filters = Map.of("tenant_id", List.of("pilot-acme"));
        feed.publish(
                new AuditExported("e1", "csv", filters, null),
                new AuditExported("e2", "csv", Map.of(), null),
                new AuditExportFinished("e2", 1),
                new AuditExportFinished("e1", 12));
        feed.publish(new AuditExported("e3", "jsonl", filters, null));
        feed.publish(new AuditExportAborted("e3", 7, "failure"));
        assertThat(database.jdbc()
                        .sql("select coalesce(tenant_id, 'none') from read_model.audit_entry order by position")
                        .query(String.class)
                        .list())
                .containsExactly("pilot-acme", "none", "none", "pilot-acme", "pilot-acme", "pilot-acme");
    }

    @Test
    void vendors_and_times_lead_to_the_entries() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        feed.after(4_094).at(noon).publish(imported("b"), imported("a"), imported("b"));
        feed.at(noon.minusSeconds(60)).publish(imported("c"));
        assertThat(database.jdbc()
                        .sql("select vendor_normalized from read_model.audit_vendor order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("a", "b", "c");
        assertThat(database.jdbc()
                        .sql(
                                "select block || ' ' || first_at || ' ' || last_at from read_model.audit_period order by block")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "0 2026-03-01 12:00:00+00 2026-03-01 12:00:00+00",
                        "1 2026-03-01 11:59:00+00 2026-03-01 12:00:00+00");
    }

    private static TransactionImported imported(String vendor) {
        return new TransactionImported(TENANT, transaction(vendor), "6000", null);
    }
}
