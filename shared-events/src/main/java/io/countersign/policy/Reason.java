package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a transaction wasn't posted by itself, in the order in which the first one counts. */
public enum Reason implements WireName {
    @JsonProperty("cold_start")
    COLD_START,
    @JsonProperty("below_threshold")
    BELOW_THRESHOLD,
    @JsonProperty("imbalance")
    IMBALANCE,
    @JsonProperty("budget_fallback")
    BUDGET_FALLBACK,
    @JsonProperty("anomaly")
    ANOMALY,
    @JsonProperty("rule_conflict")
    RULE_CONFLICT,
    @JsonProperty("autopost_disabled")
    AUTOPOST_DISABLED;
}
