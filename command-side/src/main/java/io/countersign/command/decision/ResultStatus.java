package io.countersign.command.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The outcome for one transaction of a request. */
public enum ResultStatus {
    @JsonProperty("decided")
    DECIDED,
    @JsonProperty("imported")
    IMPORTED,
    @JsonProperty("duplicate")
    DUPLICATE,
    @JsonProperty("conflict")
    CONFLICT,
    @JsonProperty("invalid")
    INVALID
}
