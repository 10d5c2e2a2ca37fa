package io.countersign.loader;

import static io.countersign.loader.Transactions.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DataSetTest {

    @Nested
    class a_data_set {

        private final DataSet set = new DataSet(
                "set",
                List.of(
                        transaction("late", "big", "2024-03-01"),
                        transaction("first", "big", "2024-01-01"),
                        transaction("second", "small", "2024-01-01"),
                        transaction("middle", "big", "2024-02-01")));

        @Test
        void is_in_order_of_date_and_then_of_the_file() {
            assertThat(ids(set.transactions())).containsExactly("first", "second", "middle", "late");
        }

        @Test
        void can_be_cut_to_its_largest_tenants() {
            assertThat(set.ofLargestTenants(1).tenants()).containsExactly("big");
        }

        @Test
        void can_be_cut_to_its_earliest_rows() {
            assertThat(ids(set.first(2).transactions())).containsExactly("first", "second");
        }
    }

    @Nested
    class a_split {

        @Test
        void takes_the_earlier_share_of_each_tenant_as_history() {
            var transactions = new ArrayList<>(days("big", 8));
            transactions.addAll(days("small", 4));
            var split = HistorySplit.of(new DataSet("set", transactions), new BigDecimal("0.75"));
            assertThat(ids(split.later())).containsExactlyInAnyOrder("big-7", "big-8", "small-4");
            assertThat(split.history()).hasSize(9);
        }

        @Test
        void rounds_the_history_down() {
            var split = HistorySplit.of(new DataSet("set", days("tiny", 3)), new BigDecimal("0.75"));
            assertThat(ids(split.history())).containsExactly("tiny-1", "tiny-2");
            assertThat(ids(split.later())).containsExactly("tiny-3");
        }

        @Test
        void counts_with_decimals_and_not_with_binary_fractions() {
            var split = HistorySplit.of(new DataSet("set", days("even", 100)), new BigDecimal("0.29"));
            assertThat(split.history()).hasSize(29);
        }

        @Test
        void may_leave_either_part_empty() {
            var set = new DataSet("set", days("one", 5));
            assertThat(HistorySplit.of(set, BigDecimal.ZERO).history()).isEmpty();
            assertThat(HistorySplit.of(set, BigDecimal.ONE).later()).isEmpty();
        }
    }

    private static List<Transaction> days(String tenant, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(day ->
                        transaction(tenant + "-" + day, tenant, "2024-%02d-%02d".formatted(1 + day / 28, 1 + day % 28)))
                .toList();
    }

    private static List<String> ids(List<Transaction> transactions) {
        return transactions.stream().map(Transaction::txnId).toList();
    }
}
