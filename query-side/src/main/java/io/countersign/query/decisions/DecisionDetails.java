package io.countersign.query.decisions;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Rule;
import java.util.List;

/**
 * One transaction with everything known about its decision.
 *
 * @param inputs  all inputs of the decision; null for an import
 * @param reasons the reasons, each with a sentence
 * @param rule    the matched rule as it was then; null if none matched
 */
record DecisionDetails(
        @JsonUnwrapped DecisionSummary summary,
        DecisionInputs inputs,
        @JsonProperty("reasons") List<Explanation.ReasonText> reasons,
        Rule rule,
        List<DecisionEventRow> events) {}
