package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What was done with a transaction. */
public enum Action {
    @JsonProperty("auto_posted")
    AUTO_POSTED,
    @JsonProperty("reviewed")
    REVIEWED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
