package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import tools.jackson.databind.json.JsonMapper;

class DecisionPolicyProperties {
    private static final JsonMapper JSON = EventJson.mapper();

    @Provide
    Arbitrary<DecisionInputs> inputs() {
        return AnyDecision.inputs();
    }

    @Provide
    Arbitrary<RuleMatch> matches() {
        return AnyDecision.matches();
    }

    @Provide
    Arbitrary<BigDecimal> thresholds() {
        return AnyDecision.thresholds();
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return AnyDecision.amounts(2);
    }

    @Property
    void a_decision_is_posted_by_itself_exactly_when_no_reason_holds(@ForAll("inputs") DecisionInputs inputs) {
        Outcome outcome = DecisionPolicy.decide(inputs);

        assertThat(outcome.action()).isEqualTo(outcome.reasons().isEmpty() ? Action.AUTO_POSTED : Action.REVIEWED);
    }

    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void every_reason_and_both_actions_are_met(@ForAll("inputs") DecisionInputs inputs) {
        Outcome outcome = DecisionPolicy.decide(inputs);

        for (Reason reason : Reason.values()) {
            Statistics.label(reason.name()).collect(outcome.reasons().contains(reason));
            Statistics.label(reason.name()).coverage(met -> {
                met.check(true).percentage(share -> share > 2);
                met.check(false).percentage(share -> share > 2);
            });
        }
        Statistics.label("action").collect(outcome.action());
        Statistics.label("action").coverage(met -> met.check(Action.AUTO_POSTED).count(times -> times > 5));
    }

    @Property
    void reasons_stand_in_their_order_and_once_each(@ForAll("inputs") DecisionInputs inputs) {
        List<Reason> reasons = DecisionPolicy.decide(inputs).reasons();

        assertThat(reasons).isSorted().doesNotHaveDuplicates();
    }

    @Property
    void a_decision_comes_out_the_same_from_inputs_that_were_stored_and_read(@ForAll("inputs") DecisionInputs inputs) {
        DecisionInputs read = JSON.readValue(JSON.writeValueAsString(inputs), DecisionInputs.class);

        assertThat(read).isEqualTo(inputs);
        assertThat(DecisionPolicy.decide(read)).isEqualTo(DecisionPolicy.decide(inputs));
    }

    @Property
    void there_is_no_account_exactly_without_a_rule_and_a_proposal(@ForAll("inputs") DecisionInputs inputs) {
        Outcome outcome = DecisionPolicy.decide(inputs);

        assertThat(outcome.account() == null).isEqualTo(inputs.match() == null && inputs.proposal() == null);
        assertThat(outcome.calibratedP()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        assertThat(outcome.thresholdUsed()).isEqualTo(inputs.settings().autopostThreshold());
    }

    @Property
    void a_lower_threshold_never_adds_below_threshold(
            @ForAll("inputs") DecisionInputs inputs, @ForAll("thresholds") BigDecimal other) {
        Settings now = inputs.settings();
        Assume.that(other.compareTo(now.autopostThreshold()) <= 0);
        Settings lower = new Settings(now.autopostEnabled(), other, now.llmTenantCapUsd(), now.coldStartMinLabels());

        Set<Reason> added = added(inputs, AnyDecision.withSettings(inputs, lower));

        assertThat(added).isSubsetOf(Reason.RULE_CONFLICT);
    }

    @Property
    void a_higher_cap_never_adds_a_reason(
            @ForAll("inputs") DecisionInputs inputs, @ForAll @IntRange(max = 5) int more) {
        Settings now = inputs.settings();
        Settings higher = new Settings(
                now.autopostEnabled(),
                now.autopostThreshold(),
                now.llmTenantCapUsd().add(BigDecimal.valueOf(more)),
                now.coldStartMinLabels());

        assertThat(added(inputs, AnyDecision.withSettings(inputs, higher))).isEmpty();
    }

    @Property
    void asking_for_fewer_labels_takes_away_nothing_but_cold_start(
            @ForAll("inputs") DecisionInputs inputs, @ForAll @IntRange(max = 8) int fewer) {
        Settings now = inputs.settings();
        Assume.that(fewer <= now.coldStartMinLabels());
        Settings warmer = new Settings(now.autopostEnabled(), now.autopostThreshold(), now.llmTenantCapUsd(), fewer);
        DecisionInputs after = AnyDecision.withSettings(inputs, warmer);

        assertThat(added(inputs, after)).isEmpty();
        assertThat(added(after, inputs)).isSubsetOf(Reason.COLD_START);
    }

    @Property
    void switching_off_adds_autopost_disabled_and_changes_nothing_else(@ForAll("inputs") DecisionInputs inputs) {
        DecisionInputs on = AnyDecision.withSettings(inputs, switched(inputs.settings(), true));
        DecisionInputs off = AnyDecision.withSettings(inputs, switched(inputs.settings(), false));

        assertThat(added(on, off)).containsExactly(Reason.AUTOPOST_DISABLED);
        assertThat(added(off, on)).isEmpty();
        assertThat(DecisionPolicy.decide(off).action()).isEqualTo(Action.REVIEWED);
    }

    @Property
    void the_amount_matters_to_the_anomaly_only(
            @ForAll("inputs") DecisionInputs inputs, @ForAll("amounts") BigDecimal amount) {
        DecisionInputs other = AnyDecision.withAmount(inputs, amount);

        assertThat(added(inputs, other)).isSubsetOf(Reason.ANOMALY);
        assertThat(added(other, inputs)).isSubsetOf(Reason.ANOMALY);
    }

    @Property
    void an_amount_nearer_to_the_mean_never_becomes_an_anomaly(
            @ForAll("inputs") DecisionInputs inputs, @ForAll("amounts") BigDecimal amount) {
        Assume.that(inputs.amounts().count() > 0);
        BigDecimal mean = inputs.amounts().mean();
        BigDecimal distance = inputs.transaction().amount().subtract(mean).abs();
        Assume.that(amount.subtract(mean).abs().compareTo(distance) <= 0);

        assertThat(added(inputs, AnyDecision.withAmount(inputs, amount))).isEmpty();
    }

    @Property
    void the_spend_matters_to_the_budget_only_and_only_without_a_rule(
            @ForAll("inputs") DecisionInputs inputs, @ForAll @IntRange(max = 5) int spend) {
        DecisionInputs other = AnyDecision.withSpend(inputs, BigDecimal.valueOf(spend));
        Reason[] mayChange = inputs.match() == null ? new Reason[] {Reason.BUDGET_FALLBACK} : new Reason[0];

        assertThat(added(inputs, other)).isSubsetOf(mayChange);
        assertThat(added(other, inputs)).isSubsetOf(mayChange);
    }

    @Property
    void a_rule_with_evidence_enough_never_leaves_a_cold_start(
            @ForAll("inputs") DecisionInputs inputs, @ForAll("matches") RuleMatch match) {
        Assume.that(match.rule().evidenceCount() >= inputs.settings().coldStartMinLabels());

        assertThat(DecisionPolicy.decide(AnyDecision.withMatch(inputs, match)).reasons())
                .doesNotContain(Reason.COLD_START);
    }

    @Property
    void a_rule_gives_the_account_and_at_least_its_confidence_and_no_budget_stops_it(
            @ForAll("inputs") DecisionInputs inputs, @ForAll("matches") RuleMatch match) {
        Outcome outcome = DecisionPolicy.decide(AnyDecision.withMatch(inputs, match));

        assertThat(outcome.account()).isEqualTo(match.rule().account());
        assertThat(outcome.calibratedP()).isGreaterThanOrEqualTo(match.rule().confidence());
        assertThat(outcome.labels()).isGreaterThanOrEqualTo(match.rule().evidenceCount());
        assertThat(outcome.reasons()).doesNotContain(Reason.BUDGET_FALLBACK);
    }

    @Property
    void what_a_transaction_is_called_and_when_it_happened_matters_to_nothing(@ForAll("inputs") DecisionInputs inputs) {
        Transaction renamed = new Transaction(
                new TxnId("txn-2"),
                LocalDate.of(1999, 12, 31),
                "Other",
                "other",
                inputs.transaction().amount(),
                "JPY",
                null,
                null,
                null);

        assertThat(DecisionPolicy.decide(AnyDecision.withTransaction(inputs, renamed)))
                .isEqualTo(DecisionPolicy.decide(inputs));
    }

    @Property
    void versions_digests_and_the_identity_of_the_rule_matter_to_nothing(@ForAll("inputs") DecisionInputs inputs) {
        Proposal proposal = inputs.proposal();
        JournalTotals journal = inputs.journal();
        DecisionInputs other = new DecisionInputs(
                inputs.transaction(),
                proposal == null
                        ? null
                        : new Proposal(
                                proposal.account(),
                                proposal.calibratedP(),
                                proposal.source(),
                                proposal.llmCostUsd(),
                                null),
                journal == null ? null : new JournalTotals(journal.debits(), journal.credits(), 99, "ff"),
                inputs.settings(),
                inputs.newestLabels(),
                inputs.llmSpendUsd(),
                inputs.amounts(),
                77,
                78,
                inputs.match() == null ? null : renamed(inputs.match()));

        assertThat(DecisionPolicy.decide(other)).isEqualTo(DecisionPolicy.decide(inputs));
    }

    @Property
    @SuppressWarnings("ArgumentSelectionDefectChecker")
    void debits_and_credits_weigh_the_same(@ForAll("inputs") DecisionInputs inputs) {
        JournalTotals journal = inputs.journal();
        Assume.that(journal != null);
        DecisionInputs swapped = new DecisionInputs(
                inputs.transaction(),
                inputs.proposal(),
                new JournalTotals(journal.credits(), journal.debits(), journal.lines(), journal.digest()),
                inputs.settings(),
                inputs.newestLabels(),
                inputs.llmSpendUsd(),
                inputs.amounts(),
                inputs.firmVersion(),
                inputs.tenantVersion(),
                inputs.match());

        assertThat(DecisionPolicy.decide(swapped)).isEqualTo(DecisionPolicy.decide(inputs));
    }

    private static RuleMatch renamed(RuleMatch match) {
        Rule rule = match.rule();
        Rule renamed = new Rule(
                "rule-2",
                Rule.Type.MCC,
                "5812",
                rule.account(),
                7,
                rule.confidence(),
                rule.evidenceCount(),
                new BigDecimal("-5"),
                new BigDecimal("5"),
                "kitchen",
                "import",
                null);
        return new RuleMatch(renamed, "tenant-2", 9, match.contested());
    }

    private static Settings switched(Settings settings, boolean autopost) {
        return new Settings(
                autopost, settings.autopostThreshold(), settings.llmTenantCapUsd(), settings.coldStartMinLabels());
    }

    /** The reasons that hold after, but not before. */
    private static Set<Reason> added(DecisionInputs before, DecisionInputs after) {
        Set<Reason> added = EnumSet.noneOf(Reason.class);
        added.addAll(DecisionPolicy.decide(after).reasons());
        DecisionPolicy.decide(before).reasons().forEach(added::remove);
        return added;
    }
}
