package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was done with a transaction. */
public enum Action implements WireName {
    @JsonProperty("auto_posted")
    AUTO_POSTED,
    @JsonProperty("reviewed")
    REVIEWED;
}
