package io.countersign.query.decisions;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Rule;
import java.util.List;

/**
 * One transaction's story.
 *
 * @param inputs  everything that the decision was made from; null for an import
 * @param reasons each with a sentence; in place of the bare list
 * @param rule    as it stood then; null without one
 */
record DecisionStory(
        @JsonUnwrapped DecisionSummary summary,
        DecisionInputs inputs,
        @JsonProperty("reasons") List<Explanation.ReasonText> reasons,
        Rule rule,
        List<StoryRow> events) {}
