package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a user is to the firm. What each may do stands in the platform's table of permissions. */
public enum Role implements WireName {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("staff")
    STAFF,
    @JsonProperty("auditor")
    AUDITOR,
    @JsonProperty("service")
    SERVICE;
}
