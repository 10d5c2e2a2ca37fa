package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** What a tenant pays for; decides the settings that it starts with. */
public enum Tier implements WireName {
    @JsonProperty("starter")
    STARTER(new Settings(false, new BigDecimal("0.90"), new BigDecimal("50"), 3)),
    @JsonProperty("pro")
    PRO(new Settings(true, new BigDecimal("0.92"), new BigDecimal("100"), 5)),
    @JsonProperty("firm")
    FIRM(new Settings(true, new BigDecimal("0.95"), new BigDecimal("250"), 7));

    private final Settings defaults;

    Tier(Settings defaults) {
        this.defaults = defaults;
    }

    public Settings defaults() {
        return defaults;
    }
}
