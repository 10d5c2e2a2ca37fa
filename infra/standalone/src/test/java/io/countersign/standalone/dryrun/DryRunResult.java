package io.countersign.standalone.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Decimals;
import io.countersign.standalone.support.Txn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A dry-run's answer.
 *
 * @param places of the decisions that it is about, among all that were told
 */
record DryRunResult(JsonNode answer, List<Integer> places) {
    private static final int SHOWN = 100;

    /**
     * Holds it against what came out without the change and with it.
     *
     * @param told that it was asked about
     */
    void mustBeTrue(ScenarioRun told, ScenarioRun without, ScenarioRun with) {
        List<DecisionSeen> before =
                places.stream().map(without.decisions()::get).toList();
        List<DecisionSeen> after = places.stream().map(with.decisions()::get).toList();
        assertThat(answer.path("population").intValue()).as("population").isEqualTo(before.size());
        rates(before, after);
        reasons(before, after);
        Map<String, Txn> transactions = told.transactions();
        List<String> affected = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        Map<String, BigDecimal> posted = new TreeMap<>();
        int postedCount = 0;
        for (int i = 0; i < before.size(); i++) {
            DecisionSeen was = before.get(i);
            DecisionSeen is = after.get(i);
            if (!was.isLike(is)) {
                affected.add(was.txn());
                shown.add(affected(told.tenants().get(was.tenant()), transactions.get(was.txn()), was, is));
            }
            if (is.isPosted() && !was.isPosted()) {
                Txn transaction = transactions.get(was.txn());
                posted.merge(transaction.currency(), transaction.amount(), BigDecimal::add);
                postedCount++;
            }
            if (was.isPosted() && !was.hasAccountOf(is)) {
                conflicts.add(conflict(told.tenants().get(was.tenant()), was.txn(), was.account(), is.account()));
            }
        }
        assertThat(answer.path("affected_transactions").intValue())
                .as("affected")
                .isEqualTo(affected.size());
        assertThat(answer.path("affected_txn_ids")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList())
                .as("affected transactions")
                .hasSize(Math.min(SHOWN, affected.size()))
                .isSubsetOf(affected);
        assertThat(answer.path("affected")
                        .valueStream()
                        .map(DryRunResult::affected)
                        .toList())
                .as("affected transactions, told")
                .hasSize(Math.min(SHOWN, affected.size()))
                .isSubsetOf(shown);
        assertThat(answer.path("newly_auto_posted").path("count").intValue())
                .as("newly posted")
                .isEqualTo(postedCount);
        Map<String, BigDecimal> amounts = new TreeMap<>();
        answer.path("newly_auto_posted")
                .path("amounts")
                .properties()
                .forEach(sum -> amounts.put(sum.getKey(), sum.getValue().decimalValue()));
        assertThat(amounts)
                .as("sums of what is newly posted")
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .usingRecursiveComparison()
                .isEqualTo(posted);
        assertThat(answer.path("conflicts")
                        .valueStream()
                        .map(DryRunResult::conflict)
                        .toList())
                .as("conflicts")
                .containsExactlyInAnyOrderElementsOf(conflicts);
    }

    private static String affected(String tenant, Txn transaction, DecisionSeen was, DecisionSeen is) {
        return "%s %s %s %s %s: %s %s → %s %s"
                .formatted(
                        tenant,
                        transaction.id(),
                        transaction.fields().get("vendor"),
                        Decimals.plain(transaction.amount()),
                        transaction.currency(),
                        was.action(),
                        was.account(),
                        is.action(),
                        is.account());
    }

    private static String affected(JsonNode shown) {
        return "%s %s %s %s %s: %s %s → %s %s"
                .formatted(
                        shown.path("tenant_id").asString(),
                        shown.path("txn_id").asString(),
                        shown.path("vendor").asString(),
                        Decimals.plain(shown.path("amount").decimalValue()),
                        shown.path("currency").asString(),
                        shown.path("action_before").asString(),
                        shown.path("account_before").asString(null),
                        shown.path("action_after").asString(),
                        shown.path("account_after").asString(null));
    }

    private void rates(List<DecisionSeen> before, List<DecisionSeen> after) {
        BigDecimal was = postedShare(before);
        BigDecimal is = postedShare(after);
        JsonNode impact = answer.path("projected_impact");
        assertThat(impact.path("automation_rate_before").decimalValue())
                .as("rate before")
                .isEqualByComparingTo(was);
        assertThat(impact.path("automation_rate_after").decimalValue())
                .as("rate after")
                .isEqualByComparingTo(is);
        assertThat(impact.path("delta").decimalValue()).as("delta of the rate").isEqualByComparingTo(is.subtract(was));
    }

    private static BigDecimal postedShare(List<DecisionSeen> decisions) {
        return BigDecimal.valueOf(count(decisions, DecisionSeen::isPosted))
                .divide(BigDecimal.valueOf(decisions.size()), 6, RoundingMode.HALF_UP);
    }

    private void reasons(List<DecisionSeen> before, List<DecisionSeen> after) {
        TreeMap<String, String> expected = new TreeMap<>();
        for (List<DecisionSeen> decisions : List.of(before, after)) {
            for (DecisionSeen told : decisions) {
                if (told.reason() != null) {
                    long was = count(before, other -> Objects.equals(other.reason(), told.reason()));
                    long is = count(after, other -> Objects.equals(other.reason(), told.reason()));
                    expected.put(told.reason(), "%d → %d, %d".formatted(was, is, is - was));
                }
            }
        }
        TreeMap<String, String> foretold = new TreeMap<>();
        answer.path("reason_deltas")
                .properties()
                .forEach(reason -> foretold.put(
                        reason.getKey(),
                        "%s → %s, %s"
                                .formatted(
                                        reason.getValue().path("before"),
                                        reason.getValue().path("after"),
                                        reason.getValue().path("delta"))));
        assertThat(foretold).as("reasons").isEqualTo(expected);
    }

    private static long count(List<DecisionSeen> decisions, Predicate<DecisionSeen> which) {
        return decisions.stream().filter(which).count();
    }

    private static String conflict(JsonNode shown) {
        return conflict(
                shown.path("tenant_id").asString(), shown.path("txn_id").asString(),
                shown.path("account_before").asString(null),
                        shown.path("account_after").asString(null));
    }

    private static String conflict(String tenant, String txn, String before, String after) {
        return "%s %s: %s → %s".formatted(tenant, txn, before, after);
    }
}
