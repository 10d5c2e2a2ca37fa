package io.countersign.loader;

import static io.countersign.loader.Transactions.booked;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.loader.DataSetReport.Part;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoadTallyTest {

    private final LoadTally tally = new LoadTally();

    @Nested
    class a_tally {

        @Test
        void counts_what_was_posted_by_itself_and_how_much_of_it_agrees_with_the_books() {
            add("decided", "auto_posted", null, "Office");
            add("decided", "auto_posted", null, "Equipment");
            add("decided", "reviewed", "cold_start", "Office");
            assertThat(tally.autoPosted()).isEqualTo(2);
            assertThat(tally.right()).isEqualTo(1);
            assertThat(tally.reviewed()).isEqualTo(1);
        }

        @Test
        void counts_reviews_by_their_first_reason() {
            add("decided", "reviewed", "cold_start", null);
            add("decided", "reviewed", "anomaly", null);
            add("decided", "reviewed", "cold_start", null);
            assertThat(tally.reasons()).containsExactly(Map.entry("anomaly", 1), Map.entry("cold_start", 2));
        }

        @Test
        void counts_a_duplicate_as_what_it_was_at_first_but_not_as_added() {
            add("duplicate", "auto_posted", null, "Office");
            assertThat(tally.autoPosted()).isEqualTo(1);
            assertThat(tally.right()).isEqualTo(1);
            assertThat(tally.added()).isZero();
            assertThat(tally.statuses()).containsExactly(Map.entry("duplicate", 1));
        }

        @Test
        void counts_an_import_as_added_and_not_as_a_decision() {
            add("imported", "imported", null, "Office");
            assertThat(tally.added()).isEqualTo(1);
            assertThat(tally.autoPosted() + tally.reviewed()).isZero();
        }

        @Test
        void collects_refusals_by_code_with_the_first_three_of_each() {
            for (int i = 1; i <= 5; i++) refuse("conflict", "txn_conflict", "fault " + i);
            refuse("invalid", null, "no code");
            assertThat(tally.refusals().get("txn_conflict").count()).isEqualTo(5);
            assertThat(tally.refusals().get("txn_conflict").examples())
                    .containsExactly("set-acme t: fault 1", "set-acme t: fault 2", "set-acme t: fault 3");
            assertThat(tally.refusals().get("invalid").count()).isEqualTo(1);
        }
    }

    @Nested
    class a_report {

        @Test
        void shows_shares_speeds_and_refusals() {
            for (int i = 0; i < 3; i++) add("decided", "auto_posted", null, "Office");
            add("decided", "reviewed", "below_threshold", null);
            refuse("conflict", "txn_conflict", "booked otherwise");
            assertThat(printed())
                    .contains(
                            "2 (1 created, 1 existing)",
                            "5 rows: 1 conflict, 4 decided, 2.0 s (3 rows/s)",
                            "3 of 4 (75.00%)",
                            "3 of 3 auto-posted on the booked account (100.00%)",
                            "1: 1 below_threshold",
                            "1 with txn_conflict, for instance",
                            "set-acme t: booked otherwise");
        }

        @Test
        void divides_by_nothing_where_there_are_no_decisions() {
            assertThat(printed()).contains("auto-posted  0 of 0\n").doesNotContain("NaN");
        }

        private String printed() {
            var text = new StringWriter();
            var report = new DataSetReport(
                    "set",
                    1,
                    1,
                    new Part(new LoadTally(), Duration.ZERO),
                    null,
                    new Part(tally, Duration.ofSeconds(2)));
            report.print(new PrintWriter(text, true));
            return text.toString().replace(System.lineSeparator(), "\n");
        }
    }

    private void add(String status, String action, String reason, String account) {
        tally.add(row(), new StreamResult(1L, "t", status, action, reason, account, null, null, null));
    }

    private void refuse(String status, String code, String detail) {
        tally.add(row(), new StreamResult(1L, "t", status, null, null, null, code, detail, null));
    }

    private static Row row() {
        return new Row("set-acme", booked("t", "acme", "2024-01-01", "Paperwick", "Office"), null);
    }
}
