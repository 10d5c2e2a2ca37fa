package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the sender's software thinks the account is.
 *
 * @param calibratedP  the probability, 0 to 1, that the account is right
 * @param llmCostUsd   US dollars that asking a language model cost; null if none was asked
 * @param modelVersion null if not told
 */
public record Proposal(
        String account,
        BigDecimal calibratedP,
        Source source,
        @Nullable BigDecimal llmCostUsd,
        @Nullable String modelVersion) {
    public Proposal {
        calibratedP = Decimals.plain(calibratedP);
        llmCostUsd = Decimals.plain(llmCostUsd);
    }

    /** Whether it says the same, however its account was written when it was recorded. */
    public boolean isSameAs(Proposal other) {
        return other != null && comparable().equals(other.comparable());
    }

    private Proposal comparable() {
        return new Proposal(
                NameForm.normalized(account), calibratedP, source, llmCostUsd, NameForm.normalized(modelVersion));
    }

    /** What this proposal adds to the tenant's LLM spend, in US dollars. */
    public BigDecimal cost() {
        return llmCostUsd == null ? BigDecimal.ZERO : llmCostUsd;
    }

    /** What made the proposal. */
    public enum Source implements WireName {
        @JsonProperty("rules")
        RULES,
        @JsonProperty("ml")
        ML,
        @JsonProperty("llm")
        LLM;
    }
}
