package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a user is to the firm. What each may do stands in the platform's table of permissions. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("staff")
    STAFF,
    @JsonProperty("auditor")
    AUDITOR,
    @JsonProperty("service")
    SERVICE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
