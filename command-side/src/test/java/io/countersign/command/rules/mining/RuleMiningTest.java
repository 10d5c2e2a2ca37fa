package io.countersign.command.rules.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.memory.Label;
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
        return new Label("acme", vendor, FIRST.plusDays(number), account, new BigDecimal(10 + number % 7), null, null);
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

    private MiningResult mine(List<Label> labels, KnownPatterns known, MiningOptions options) {
        LabelColumns columns = new LabelColumns();
        labels.forEach(columns::add);
        return mining.mine(columns, known, options);
    }

    private List<Candidate> proposed(List<Label> labels, KnownPatterns known) {
        return mine(labels, known, MiningOptions.DEFAULTS).proposed();
    }

    private static Candidate onLabels(Candidate candidate, int count) {
        return new Candidate(
                candidate.candidateId(),
                candidate.type(),
                candidate.pattern(),
                candidate.account(),
                candidate.amountMin(),
                candidate.amountMax(),
                candidate.department(),
                new Candidate.Evidence(count, BigDecimal.ONE, null),
                null);
    }

    private static boolean matches(Candidate candidate, Label label) {
        Transaction transaction = new Transaction(
                new TxnId("t"),
                label.date(),
                label.vendorNormalized(),
                label.vendorNormalized(),
                label.amount(),
                "EUR",
                label.department(),
                null,
                null);
        return RuleMatcher.compile("acme", 1, List.of(candidate.rule()))
                .match(transaction)
                .isPresent();
    }

    @Nested
    class a_vendor_that_is_always_booked_alike {
        @Test
        void is_proposed_with_the_plain_counts_of_its_labels() {
            List<Label> labels = labels();

            MiningResult mined = mine(labels, new KnownPatterns(), MiningOptions.DEFAULTS);

            assertThat(mined.consideredLabels()).isEqualTo(labels.size());
            assertThat(mined.proposed()).isNotEmpty().allSatisfy(candidate -> {
                List<Label> matching = labels.stream()
                        .filter(label -> matches(candidate, label))
                        .toList();
                long right = matching.stream()
                        .filter(label -> label.account().equals(candidate.account()))
                        .count();
                assertThat(candidate.evidence().count())
                        .isEqualTo(matching.size())
                        .isGreaterThanOrEqualTo(20);
                assertThat(candidate.evidence().precision())
                        .isEqualByComparingTo(BigDecimal.valueOf(right)
                                .divide(BigDecimal.valueOf(matching.size()), 6, RoundingMode.HALF_UP));
                assertThat(candidate.explanation()).isNotBlank();
            });
            assertThat(mined.proposed())
                    .extracting(Candidate::account)
                    .contains("6300")
                    .doesNotContain("6100");
        }

        @Test
        void is_found_in_whatever_order_the_labels_come() {
            List<Label> shuffled = new ArrayList<>(labels());
            Collections.shuffle(shuffled, new Random(7));

            assertThat(proposed(shuffled, new KnownPatterns()))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("candidateId")
                    .isEqualTo(proposed(labels(), new KnownPatterns()));
        }

        @Test
        void is_not_proposed_again_while_it_stands() {
            KnownPatterns known = new KnownPatterns();
            proposed(labels(), known).forEach(candidate -> known.stands(candidate.rule()));

            assertThat(proposed(labels(), known)).isEmpty();
        }

        @Test
        void is_proposed_again_after_a_rejection_only_once_its_labels_have_grown_by_half() {
            Candidate energy = proposed(labels(), new KnownPatterns()).stream()
                    .filter(candidate ->
                            candidate.account().equals("6300") && candidate.type() == Rule.Type.VENDOR_EXACT)
                    .findFirst()
                    .orElseThrow();
            int count = energy.evidence().count();

            assertThat(patternsAfterTurningDown(onLabels(energy, count))).doesNotContain(energy.pattern());
            assertThat(patternsAfterTurningDown(onLabels(energy, count * 2 / 3 + 1)))
                    .doesNotContain(energy.pattern());
            assertThat(patternsAfterTurningDown(onLabels(energy, count * 2 / 3)))
                    .contains(energy.pattern());
        }

        private List<String> patternsAfterTurningDown(Candidate rejected) {
            KnownPatterns known = new KnownPatterns();
            known.isTurnedDown(rejected);
            return proposed(labels(), known).stream().map(Candidate::pattern).toList();
        }
    }

    @Nested
    class a_window {
        @Test
        void counts_back_from_the_newest_date() {
            MiningResult mined = mine(labels(), new KnownPatterns(), new MiningOptions(9, 20, new BigDecimal("0.95")));

            assertThat(mined.consideredLabels()).isEqualTo(20);
        }
    }
}
