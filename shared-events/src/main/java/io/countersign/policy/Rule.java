package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a rule book.
 *
 * @param priority      lower wins; 100 unless said otherwise, 50 for promoted rules
 * @param confidence    the probability, 0 to 1, that the account is right where the rule matches
 * @param evidenceCount how many labels spoke for it
 * @param amountMin     lowest signed amount that matches, inclusive; null for no bound, as is amountMax
 * @param candidateId   the candidate that it was promoted from; null if imported
 */
public record Rule(
        String ruleId,
        Type type,
        String pattern,
        String account,
        int priority,
        BigDecimal confidence,
        int evidenceCount,
        @Nullable BigDecimal amountMin,
        @Nullable BigDecimal amountMax,
        @Nullable String department,
        String source,
        @Nullable String candidateId) {
    /** The priority of rules that say nothing else. */
    public static final int DEFAULT_PRIORITY = 100;
    /** The priority of rules that were promoted from candidates. */
    public static final int PROMOTED_PRIORITY = 50;

    public Rule {
        confidence = Decimals.plain(confidence);
        amountMin = Decimals.plain(amountMin);
        amountMax = Decimals.plain(amountMax);
    }

    /** What a pattern is held against, and how. */
    public enum Type implements WireName {
        @JsonProperty("vendor_glob")
        VENDOR_GLOB,
        @JsonProperty("vendor_exact")
        VENDOR_EXACT,
        @JsonProperty("vendor_regex")
        VENDOR_REGEX,
        @JsonProperty("memo_contains")
        MEMO_CONTAINS,
        @JsonProperty("mcc")
        MCC;
    }
}
