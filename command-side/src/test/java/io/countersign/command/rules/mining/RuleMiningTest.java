package io.countersign.command.rules.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.rules.mining.KnownPattern.State;
import io.countersign.events.rules.Candidate;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RuleMiningTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RuleMining mining = new RuleMining(() -> "cand-" + NUMBER.incrementAndGet());

    private static Label label(int number, String vendor, String account) {
        return new Label(
                "acme", vendor, FIRST.plusDays(number), account, new BigDecimal(10 + number % 7), "EUR", null, null, number);
    }

    /** A vendor that is always booked alike, one that isn't, and one that comes too seldom. */
    private static List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            labels.add(label(i, "northlight energy", "6300"));
            labels.add(label(i, "corner shop", i % 2 == 0 ? "6800" : "6900"));
            if (i < 10) {
                labels.add(label(i, "once upon", "6100"));
            }
        }
        return labels;
    }

    private static KnownPattern known(Candidate candidate, int count, State state) {
        return new KnownPattern(
                candidate.type(), candidate.pattern(), candidate.account(), candidate.amountMin(), candidate.amountMax(),
                candidate.department(), count, state);
    }

    private static boolean matches(Candidate candidate, Label label) {
        Transaction transaction = new Transaction(
                new TxnId("t"), label.date(), label.vendorNormalized(), label.vendorNormalized(), label.amount(),
                label.currency(), label.department(), null, null);
        return RuleMatcher.compile("acme", 1, List.of(candidate.rule())).match(transaction).isPresent();
    }

    @Nested
    class a_vendor_that_is_always_booked_alike {
        @Test
        void is_proposed_with_the_plain_counts_of_its_labels() {
            List<Label> labels = labels();

            Mined mined = mining.mine(labels, List.of(), MiningOptions.DEFAULTS);

            assertThat(mined.consideredLabels()).isEqualTo(labels.size());
            assertThat(mined.proposed()).isNotEmpty().allSatisfy(candidate -> {
                List<Label> matching = labels.stream().filter(label -> matches(candidate, label)).toList();
                long right = matching.stream().filter(label -> label.account().equals(candidate.account())).count();
                assertThat(candidate.evidence().count()).isEqualTo(matching.size()).isGreaterThanOrEqualTo(20);
                assertThat(candidate.evidence().precision())
                        .isEqualByComparingTo(BigDecimal.valueOf(right)
                                .divide(BigDecimal.valueOf(matching.size()), 6, RoundingMode.HALF_UP));
                assertThat(candidate.explanation()).isNotBlank();
            });
            assertThat(mined.proposed()).extracting(Candidate::account).contains("6300").doesNotContain("6100");
        }

        @Test
        void is_found_in_whatever_order_the_labels_come() {
            List<Label> shuffled = new ArrayList<>(labels());
            Collections.shuffle(shuffled, new Random(7));

            assertThat(mining.mine(shuffled, List.of(), MiningOptions.DEFAULTS).proposed())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("candidateId")
                    .isEqualTo(mining.mine(labels(), List.of(), MiningOptions.DEFAULTS).proposed());
        }

        @Test
        void is_not_proposed_again_while_it_is_known() {
            for (State state : List.of(State.PENDING, State.IN_BOOK)) {
                List<KnownPattern> known = mining.mine(labels(), List.of(), MiningOptions.DEFAULTS).proposed().stream()
                        .map(candidate -> known(candidate, candidate.evidence().count(), state))
                        .toList();

                assertThat(mining.mine(labels(), known, MiningOptions.DEFAULTS).proposed()).isEmpty();
            }
        }

        @Test
        void is_proposed_again_after_a_rejection_only_once_its_labels_have_grown_by_half() {
            Candidate energy = mining.mine(labels(), List.of(), MiningOptions.DEFAULTS).proposed().stream()
                    .filter(candidate -> candidate.account().equals("6300") && candidate.type() == Rule.Type.VENDOR_EXACT)
                    .findFirst()
                    .orElseThrow();
            int count = energy.evidence().count();

            assertThat(accounts(known(energy, count, State.REJECTED))).doesNotContain(energy.pattern());
            assertThat(accounts(known(energy, count / 2, State.REJECTED))).contains(energy.pattern());
        }

        private List<String> accounts(KnownPattern rejected) {
            return mining.mine(labels(), List.of(rejected), MiningOptions.DEFAULTS).proposed().stream()
                    .map(Candidate::pattern)
                    .toList();
        }
    }

    @Nested
    class a_window {
        @Test
        void counts_back_from_the_newest_date() {
            Mined mined = mining.mine(labels(), List.of(), new MiningOptions(9, 20, new BigDecimal("0.95")));

            assertThat(mined.consideredLabels()).isEqualTo(20);
        }
    }
}
