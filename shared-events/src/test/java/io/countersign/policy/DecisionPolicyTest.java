package io.countersign.policy;

import static io.countersign.policy.Proposal.Source.LLM;
import static io.countersign.policy.Proposal.Source.ML;
import static io.countersign.policy.Proposal.Source.RULES;
import static io.countersign.policy.Reason.ANOMALY;
import static io.countersign.policy.Reason.AUTOPOST_DISABLED;
import static io.countersign.policy.Reason.BELOW_THRESHOLD;
import static io.countersign.policy.Reason.BUDGET_FALLBACK;
import static io.countersign.policy.Reason.COLD_START;
import static io.countersign.policy.Reason.IMBALANCE;
import static io.countersign.policy.Reason.RULE_CONFLICT;
import static io.countersign.policy.Situation.ACCOUNT;
import static io.countersign.policy.Situation.OTHER_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DecisionPolicyTest {

    @Nested
    class a_decision_without_a_rule {
        @Test
        void takes_account_and_probability_from_the_proposal() {
            Outcome outcome = new Situation().proposal(ACCOUNT, "0.93").decide();

            assertThat(outcome.account()).isEqualTo(ACCOUNT);
            assertThat(outcome.calibratedP()).isEqualTo("0.93");
            assertThat(outcome.labels()).isEqualTo(5);
        }

        @Test
        void is_posted_by_itself_when_nothing_speaks_against_it() {
            Outcome outcome = new Situation().decide();

            assertThat(outcome.action()).isEqualTo(Action.AUTO_POSTED);
            assertThat(outcome.reasons()).isEmpty();
            assertThat(outcome.notAutoPostReason()).isNull();
            assertThat(outcome.thresholdUsed()).isEqualTo("0.92");
        }

        @Test
        void has_no_account_and_probability_zero_without_a_proposal_too() {
            Outcome outcome = new Situation().withoutProposal().decide();

            assertThat(outcome.account()).isNull();
            assertThat(outcome.calibratedP()).isEqualTo(BigDecimal.ZERO);
            assertThat(outcome.labels()).isZero();
            assertThat(outcome.reasons()).containsExactly(COLD_START, BELOW_THRESHOLD);
        }
    }

    @Nested
    class an_account_on_record_with_other_spaces {
        private static final String PADDED = "6420\u00a0 Meals ";

        @Test
        void has_the_labels_of_the_account_that_it_looks_like() {
            assertThat(new Situation().labels(PADDED, 5).decide().action()).isEqualTo(Action.AUTO_POSTED);
        }

        @Test
        void of_a_rule_is_no_conflict_with_the_proposal() {
            Outcome outcome = new Situation()
                    .rule(PADDED, "0.91", 24)
                    .proposal(ACCOUNT, "0.95")
                    .decide();

            assertThat(outcome.reasons()).isEmpty();
            assertThat(outcome.account()).isEqualTo(ACCOUNT);
            assertThat(outcome.calibratedP()).isEqualTo("0.95");
        }
    }

    @Nested
    class a_matching_rule {
        @Test
        void names_the_account_whatever_the_proposal_says() {
            Outcome outcome = new Situation()
                    .rule(OTHER_ACCOUNT, "0.95", 24)
                    .proposal(ACCOUNT, "0.5")
                    .decide();

            assertThat(outcome.account()).isEqualTo(OTHER_ACCOUNT);
            assertThat(outcome.calibratedP()).isEqualTo("0.95");
        }

        @Test
        void gives_its_confidence_without_a_proposal() {
            Outcome outcome =
                    new Situation().rule(ACCOUNT, "0.95", 24).withoutProposal().decide();

            assertThat(outcome.calibratedP()).isEqualTo("0.95");
            assertThat(outcome.action()).isEqualTo(Action.AUTO_POSTED);
        }

        @Test
        void gives_way_to_an_agreeing_proposal_that_is_surer() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.91", 24)
                            .proposal(ACCOUNT, "0.97")
                            .decide()
                            .calibratedP())
                    .isEqualTo("0.97");
        }

        @Test
        void stays_with_its_confidence_when_an_agreeing_proposal_is_less_sure() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.97", 24)
                            .proposal(ACCOUNT, "0.91")
                            .decide()
                            .calibratedP())
                    .isEqualTo("0.97");
        }

        @Test
        void does_not_borrow_certainty_from_a_proposal_for_another_account() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.91", 24)
                            .proposal(OTHER_ACCOUNT, "0.99")
                            .decide()
                            .calibratedP())
                    .isEqualTo("0.91");
        }
    }

    @Nested
    class cold_start {
        @Test
        void passes_with_just_as_many_labels_as_asked() {
            assertThat(new Situation().labels(ACCOUNT, 5).reasons()).isEmpty();
        }

        @Test
        void holds_with_one_label_too_few() {
            assertThat(new Situation().labels(ACCOUNT, 4).reasons()).containsExactly(COLD_START);
        }

        @Test
        void counts_no_labels_that_name_another_account() {
            Outcome outcome = new Situation().labels(OTHER_ACCOUNT, 50).decide();

            assertThat(outcome.labels()).isZero();
            assertThat(outcome.reasons()).containsExactly(COLD_START);
        }

        @Test
        void holds_for_a_vendor_without_labels() {
            assertThat(new Situation().withoutLabels().reasons()).containsExactly(COLD_START);
        }

        @Test
        void never_holds_where_no_labels_are_asked_for() {
            assertThat(new Situation()
                            .settings(true, "0.92", "100", 0)
                            .withoutLabels()
                            .reasons())
                    .isEmpty();
        }

        @Test
        void takes_the_evidence_of_the_rule_when_that_is_more_than_the_run() {
            Situation warm = new Situation().rule(ACCOUNT, "0.95", 5).labels(ACCOUNT, 4);

            assertThat(warm.decide().labels()).isEqualTo(5);
            assertThat(warm.reasons()).isEmpty();
        }

        @Test
        void takes_the_run_when_that_is_more_than_the_evidence_of_the_rule() {
            Situation warm = new Situation().rule(ACCOUNT, "0.95", 4).labels(ACCOUNT, 6);

            assertThat(warm.decide().labels()).isEqualTo(6);
            assertThat(warm.reasons()).isEmpty();
        }

        @Test
        void holds_when_run_and_evidence_only_together_were_enough() {
            Situation cold = new Situation().rule(ACCOUNT, "0.95", 4).labels(ACCOUNT, 4);

            assertThat(cold.decide().labels()).isEqualTo(4);
            assertThat(cold.reasons()).containsExactly(COLD_START);
        }

        @Test
        void counts_the_run_for_the_account_of_the_rule_and_not_for_the_proposal() {
            Situation rule = new Situation()
                    .rule(OTHER_ACCOUNT, "0.95", 0)
                    .proposal(ACCOUNT, "0.5")
                    .labels(ACCOUNT, 50);

            assertThat(rule.decide().labels()).isZero();
            assertThat(rule.labels(OTHER_ACCOUNT, 50).decide().labels()).isEqualTo(50);
        }
    }

    @Nested
    class below_threshold {
        @Test
        void passes_with_exactly_the_threshold() {
            assertThat(new Situation().proposal(ACCOUNT, "0.92").reasons()).isEmpty();
        }

        @Test
        void passes_with_the_threshold_written_another_way() {
            assertThat(new Situation().proposal(ACCOUNT, "0.920000").reasons()).isEmpty();
        }

        @Test
        void holds_just_below() {
            assertThat(new Situation().proposal(ACCOUNT, "0.919999").reasons()).containsExactly(BELOW_THRESHOLD);
        }

        @Test
        void looks_at_the_confidence_of_the_rule() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.92", 24)
                            .withoutProposal()
                            .reasons())
                    .isEmpty();
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.919999", 24)
                            .withoutProposal()
                            .reasons())
                    .containsExactly(BELOW_THRESHOLD);
        }
    }

    @Nested
    class imbalance {
        @Test
        void passes_when_the_lines_are_off_by_exactly_a_cent() {
            assertThat(new Situation().journal("100.01", "100").reasons()).isEmpty();
            assertThat(new Situation().journal("100", "100.01").reasons()).isEmpty();
        }

        @Test
        void holds_just_over_a_cent_to_either_side() {
            assertThat(new Situation().journal("100.0101", "100").reasons()).containsExactly(IMBALANCE);
            assertThat(new Situation().journal("100", "100.0101").reasons()).containsExactly(IMBALANCE);
        }

        @Test
        void passes_with_lines_that_balance_and_with_none() {
            assertThat(new Situation().journal("12.50", "12.5").reasons()).isEmpty();
            assertThat(new Situation().journal("0", "0").reasons()).isEmpty();
        }
    }

    @Nested
    class budget_fallback {
        @Test
        void passes_when_the_cost_fills_the_cap_exactly() {
            assertThat(new Situation()
                            .spend("99.9")
                            .proposal(ACCOUNT, "0.92", LLM, "0.1")
                            .reasons())
                    .isEmpty();
        }

        @Test
        void holds_when_the_cost_goes_over_the_cap() {
            assertThat(new Situation()
                            .spend("99.9")
                            .proposal(ACCOUNT, "0.92", LLM, "0.100001")
                            .reasons())
                    .containsExactly(BUDGET_FALLBACK);
        }

        @Test
        void holds_for_a_proposal_without_a_cost_once_the_cap_is_passed() {
            assertThat(new Situation()
                            .spend("100")
                            .proposal(ACCOUNT, "0.92", LLM, null)
                            .reasons())
                    .isEmpty();
            assertThat(new Situation()
                            .spend("100.000001")
                            .proposal(ACCOUNT, "0.92", LLM, null)
                            .reasons())
                    .containsExactly(BUDGET_FALLBACK);
        }

        @Test
        void lets_a_cap_of_zero_pass_only_what_is_free() {
            Situation broke = new Situation().settings(true, "0.92", "0", 5);

            assertThat(broke.proposal(ACCOUNT, "0.92", LLM, "0").reasons()).isEmpty();
            assertThat(broke.proposal(ACCOUNT, "0.92", LLM, "0.000001").reasons())
                    .containsExactly(BUDGET_FALLBACK);
        }

        @Test
        void never_holds_for_a_proposal_from_elsewhere() {
            assertThat(new Situation()
                            .spend("500")
                            .proposal(ACCOUNT, "0.92", ML, "1")
                            .reasons())
                    .isEmpty();
            assertThat(new Situation()
                            .spend("500")
                            .proposal(ACCOUNT, "0.92", RULES, "1")
                            .reasons())
                    .isEmpty();
        }

        @Test
        void never_holds_where_a_rule_gives_the_account() {
            assertThat(new Situation()
                            .spend("500")
                            .rule(ACCOUNT, "0.95", 24)
                            .proposal(ACCOUNT, "0.99", LLM, "1")
                            .reasons())
                    .isEmpty();
        }
    }

    @Nested
    class anomaly {
        @Test
        void passes_exactly_three_deviations_from_the_mean_to_either_side() {
            Situation usual = new Situation().amounts(10, "100", "0.5");

            assertThat(usual.amount("101.5").reasons()).isEmpty();
            assertThat(usual.amount("98.5").reasons()).isEmpty();
        }

        @Test
        void holds_just_beyond_three_deviations_to_either_side() {
            Situation usual = new Situation().amounts(10, "100", "0.5");

            assertThat(usual.amount("101.5001").reasons()).containsExactly(ANOMALY);
            assertThat(usual.amount("98.4999").reasons()).containsExactly(ANOMALY);
        }

        @Test
        void needs_ten_earlier_amounts() {
            assertThat(new Situation().amounts(9, "100", "0.5").amount("5000").reasons())
                    .isEmpty();
            assertThat(new Situation().amounts(10, "100", "0.5").amount("5000").reasons())
                    .containsExactly(ANOMALY);
        }

        @Test
        void holds_for_any_other_amount_where_all_were_equal() {
            Situation always = new Situation().amounts(10, "100", "0");

            assertThat(always.amount("100").reasons()).isEmpty();
            assertThat(always.amount("100.0001").reasons()).containsExactly(ANOMALY);
        }

        @Test
        void tells_a_refund_from_a_charge_of_the_same_size() {
            assertThat(new Situation().amounts(10, "100", "0.5").amount("-100").reasons())
                    .containsExactly(ANOMALY);
            assertThat(new Situation().amounts(10, "-100", "0.5").amount("-100").reasons())
                    .isEmpty();
        }

        @Test
        void never_holds_for_a_vendor_without_amounts() {
            assertThat(new Situation().amount("999999999999").reasons()).isEmpty();
        }
    }

    @Nested
    class rule_conflict {
        @Test
        void holds_where_an_equal_rule_names_another_account() {
            assertThat(new Situation().contestedRule(ACCOUNT, "0.95", 24).reasons())
                    .containsExactly(RULE_CONFLICT);
            assertThat(new Situation().rule(ACCOUNT, "0.95", 24).reasons()).isEmpty();
        }

        @Test
        void holds_where_a_proposal_at_the_threshold_names_another_account() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.95", 24)
                            .proposal(OTHER_ACCOUNT, "0.92")
                            .reasons())
                    .containsExactly(RULE_CONFLICT);
        }

        @Test
        void passes_where_the_objecting_proposal_is_below_the_threshold() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.95", 24)
                            .proposal(OTHER_ACCOUNT, "0.919999")
                            .reasons())
                    .isEmpty();
        }

        @Test
        void passes_where_a_sure_proposal_agrees() {
            assertThat(new Situation()
                            .rule(ACCOUNT, "0.95", 24)
                            .proposal(ACCOUNT, "1")
                            .reasons())
                    .isEmpty();
        }
    }

    @Nested
    class autopost_disabled {
        @Test
        void holds_however_good_the_decision_is() {
            Outcome outcome = new Situation().autopostDisabled().decide();

            assertThat(outcome.reasons()).containsExactly(AUTOPOST_DISABLED);
            assertThat(outcome.action()).isEqualTo(Action.REVIEWED);
        }
    }

    @Nested
    class several_reasons {
        @Test
        void stand_in_their_order_and_the_first_one_counts() {
            Outcome outcome =
                    everythingWrong().proposal(ACCOUNT, "0.5", LLM, "1").decide();

            assertThat(outcome.reasons())
                    .containsExactly(
                            COLD_START, BELOW_THRESHOLD, IMBALANCE, BUDGET_FALLBACK, ANOMALY, AUTOPOST_DISABLED);
            assertThat(outcome.notAutoPostReason()).isEqualTo(COLD_START);
            assertThat(outcome.action()).isEqualTo(Action.REVIEWED);
        }

        @Test
        void put_a_conflict_of_rules_after_an_anomaly() {
            assertThat(everythingWrong()
                            .contestedRule(ACCOUNT, "0.5", 0)
                            .withoutProposal()
                            .reasons())
                    .containsExactly(COLD_START, BELOW_THRESHOLD, IMBALANCE, ANOMALY, RULE_CONFLICT, AUTOPOST_DISABLED);
        }

        @Test
        void let_the_next_one_count_when_the_first_does_not_hold() {
            assertThat(everythingWrong()
                            .proposal(ACCOUNT, "0.5")
                            .labels(ACCOUNT, 5)
                            .decide()
                            .notAutoPostReason())
                    .isEqualTo(BELOW_THRESHOLD);
        }

        private Situation everythingWrong() {
            return new Situation()
                    .autopostDisabled()
                    .withoutLabels()
                    .journal("5", "6")
                    .spend("100")
                    .amounts(10, "100", "0.5")
                    .amount("5000");
        }
    }
}
