package io.countersign.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.web.Paging;
import io.countersign.policy.Action;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.query.projection.EventFeed;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class EntryCopyTest {
    private static final String NASTY = "=\"a\", 'b'\r\n\t\\. \\n {vendor} é ☕ \u2028 \u007f %s $1 :x </script>";

    private final EmbeddedDatabase database = EmbeddedDatabase.with("read_model");
    private final EventFeed feed = new EventFeed(database.dataSource(), new AuditProjection());
    private final EntryCopy copy = new EntryCopy(database.dataSource());
    private final AtomicLong rows = new AtomicLong();

    @AfterEach
    void close() {
        database.close();
    }

    private static AuditFilter all() {
        return of(null, null);
    }

    private static AuditFilter of(String vendor, String user) {
        return new AuditFilter(null, null, null, vendor, List.of(), null, user, null, null);
    }

    private String copied(AuditFilter filter, ExportFormat form) throws IOException, SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rows.set(0);
        copy.send(filter, Long.MAX_VALUE, form, out, rows::incrementAndGet);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_csv_has_exactly_the_columns_of_the_contract() throws Exception {
        feed.publish(
                Happenings.decided(Action.REVIEWED, List.of(Reason.BELOW_THRESHOLD, Reason.AUTOPOST_DISABLED)),
                new UserSignedIn("user-1"));
        assertThat(copied(all(), ExportFormat.CSV)).isEqualTo("""
                timestamp,tenant_id,txn_id,vendor_normalized,action,not_auto_post_reason,calibrated_p,threshold_used,user_id
                2026-03-01T08:00:00.000001Z,pilot-acme,txn-1,office depot,reviewed,below_threshold,0.8125,0.9,user-1
                2026-03-01T08:00:00.000001Z,,,,user_signed_in,,,,user-1
                """);
        assertThat(rows).hasValue(2);
    }

    @Test
    void a_full_csv_has_the_others_too() throws Exception {
        feed.publish(
                Happenings.decided(Action.REVIEWED, List.of(Reason.BELOW_THRESHOLD, Reason.AUTOPOST_DISABLED)),
                Happenings.decided(Action.AUTO_POSTED, List.of()),
                Happenings.rejected("office depot", null, ""),
                new UserSignedIn("user-1"));
        assertThat(copied(all(), ExportFormat.FULL_CSV)).isEqualTo("""
                timestamp,tenant_id,txn_id,vendor_normalized,action,not_auto_post_reason,calibrated_p,threshold_used,user_id,\
                position,event_id,account,amount,currency,rule_id,rule_version,reasons,before,after,reason_text,correlation_id
                2026-03-01T08:00:00.000001Z,pilot-acme,txn-1,office depot,reviewed,below_threshold,0.8125,0.9,user-1,\
                1,event-1,6000,-12.5,USD,rule-1,v4,below_threshold|autopost_disabled,,,,correlation-1
                2026-03-01T08:00:00.000001Z,pilot-acme,txn-1,office depot,auto_posted,,0.8125,0.9,user-1,\
                2,event-2,6000,-12.5,USD,rule-1,v4,,,,,correlation-2
                2026-03-01T08:00:00.000001Z,pilot-acme,txn-1,office depot,rejected,,0.8125,,user-1,\
                3,event-3,,-12.5,USD,,,,,,"",correlation-3
                2026-03-01T08:00:00.000001Z,,,,user_signed_in,,,,user-1,\
                4,event-4,,,,,,,,"{""user_id"":""user-1""}",,correlation-4
                """);
        assertThat(rows).hasValue(4);
    }

    @Test
    void without_entries_there_is_the_header_alone() throws Exception {
        assertThat(copied(all(), ExportFormat.CSV)).startsWith("timestamp,").hasLineCount(1);
        assertThat(rows).hasValue(0);
        assertThat(copied(all(), ExportFormat.JSONL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '^',
            value = {
                "=1+1,'=1+1",
                "+1,'+1",
                "-1,'-1",
                "@x,'@x",
                "^\tx^,^'\tx^",
                "^\rx^,^\"'\rx\"^",
                "^\nx^,^\"'\nx\"^",
                "a=1,a=1",
                "'x,'x",
                " =1, =1",
                "\\.,\\.",
                "a\\.,a\\."
            })
    void no_text_is_a_formula_to_a_spreadsheet(String text, String cell) throws Exception {
        feed.publish(Happenings.rejected("office depot", text, "-"));
        assertThat(copied(all(), ExportFormat.FULL_CSV))
                .endsWith(",-12.5,USD,,,,,,'-,correlation-1\n")
                .contains(",event-1," + cell + ",-12.5,USD,");
    }

    @Test
    void numbers_are_left_to_be_numbers() throws Exception {
        feed.publish(Happenings.rejected("office depot", "6000", "x"));
        database.jdbc()
                .sql("update read_model.audit_entry set calibrated_p = 0.000, amount = -1000.00")
                .update();
        assertThat(copied(all(), ExportFormat.FULL_CSV))
                .contains(",rejected,,0,,user-1,")
                .contains(",6000,-1000,USD,");
        assertThat(copied(all(), ExportFormat.JSONL))
                .contains("\"calibrated_p\":0,")
                .contains("\"amount\":-1000,");
    }

    @Test
    void each_line_of_json_is_the_element_of_the_list() throws Exception {
        feed.publish(
                Happenings.rejected("office depot", "=a", NASTY),
                Happenings.decided(Action.REVIEWED, List.of(Reason.COLD_START)),
                new UserSignedIn(NASTY),
                Happenings.rejected("", "\u0001\u0002\b\f\u001f", ""));
        AuditView view = new AuditView(new NamedParameterJdbcTemplate(database.dataSource()));
        List<String> elements = new ArrayList<>(view.page(all(), new Paging(Long.MAX_VALUE, 10)).rows().stream()
                .map(AuditView.Line::json)
                .toList());
        Collections.reverse(elements);
        assertThat(copied(all(), ExportFormat.JSONL)).isEqualTo(String.join("\n", elements) + "\n");
        assertThat(rows).hasValue(4);
        assertThat(elements.get(0))
                .startsWith(
                        "{\"position\":1,\"event_id\":\"event-1\",\"timestamp\":\"2026-03-01T08:00:00.000001Z\",\"tenant_id\":");
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void ends_at_the_position_that_it_is_given(ExportFormat form) throws Exception {
        feed.publish(new UserSignedIn("user-1"), new UserSignedIn("user-2"), new UserSignedIn("user-3"));
        copy.send(all(), 2, form, OutputStream.nullOutputStream(), rows::incrementAndGet);
        assertThat(rows).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void filters_narrow_it_and_no_text_becomes_sql(ExportFormat form) throws Exception {
        for (String user :
                List.of("x' or true --", "'); drop table read_model.audit_entry; --", "\\", NASTY.strip(), "a\"b")) {
            feed.by(user).publish(Happenings.rejected(user, "6000", user));
            copied(of(null, user), form);
            assertThat(rows).as(user).hasValue(1);
            copied(of(user, null), form);
            assertThat(rows).as(user).hasValue(1);
            copied(of(null, user + "'"), form);
            assertThat(rows).as(user).hasValue(0);
        }
        copied(of("r tr", null), form);
        assertThat(rows).hasValue(1);
        copied(of("%", null), form);
        assertThat(rows).hasValue(1);
        AuditFilter elsewhere = new AuditFilter(
                null, null, null, null, List.of(), null, null, null, Set.of(new TenantId("a"), new TenantId("b")));
        copied(elsewhere, form);
        assertThat(rows).hasValue(0);
        copied(all(), form);
        assertThat(rows).hasValue(5);
    }

    @Test
    void a_copy_is_one_snapshot() throws Exception {
        feed.publish(new UserSignedIn("user-1"), new UserSignedIn("user-2"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copy.send(all(), Long.MAX_VALUE, ExportFormat.JSONL, out, () -> feed.publish(new UserSignedIn("user-3")));
        assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(2);
    }

    @Test
    void a_reader_that_goes_away_leaves_nothing_running_and_the_connection_in_order() throws Exception {
        database.jdbc().sql("""
                        insert into read_model.audit_entry (position, event_id, timestamp, action, reason_text)
                        select n, 'e' || n, now(), 'imported', repeat('x', 300) from generate_series(1, 200000) n
                        """).update();
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> copy.send(
                            all(), Long.MAX_VALUE, ExportFormat.FULL_CSV, goneAfter(1_000), rows::incrementAndGet))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
            assertThat(copied(of(null, "nobody"), ExportFormat.CSV)).hasLineCount(1);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                database.jdbc().sql("""
                                select query from pg_stat_activity
                                where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()
                                """).query(String.class).list())
                        .isEmpty());
    }

    private static OutputStream goneAfter(int writes) {
        return new OutputStream() {
            private int left = writes;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("gone");
                }
            }
        };
    }
}
