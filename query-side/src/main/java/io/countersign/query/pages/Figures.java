package io.countersign.query.pages;

import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Formats numbers for pages, the same for every reader. An unknown number is shown as a dash. */
public final class Figures {
    private static final String UNKNOWN = "–";
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** A share of one, in percent with one decimal. */
    public String percent(BigDecimal share) {
        return share == null ? UNKNOWN : format("0.0", share.multiply(HUNDRED)) + "%";
    }

    /** The difference of two shares in percentage points, with its sign. */
    public String points(BigDecimal difference) {
        return difference == null ? UNKNOWN : format("+0.0;−0.0", difference.multiply(HUNDRED)) + " pp";
    }

    /** US dollars; cents only where there are any. */
    public String dollars(BigDecimal amount) {
        if (amount == null) {
            return UNKNOWN;
        }
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        return "$" + format(cents.stripTrailingZeros().scale() <= 0 ? "#,##0" : "#,##0.00", cents);
    }

    /** An amount of any currency, with at least two decimals. */
    public String money(BigDecimal amount) {
        return amount == null ? UNKNOWN : format("#,##0.00##;−#,##0.00##", amount);
    }

    /** An amount for an input field: no thousands separators, with as many decimals as it has. */
    public String amount(BigDecimal amount) {
        return Decimals.plain(amount).toPlainString();
    }

    /** A whole number. */
    public String count(long number) {
        return format("#,##0", BigDecimal.valueOf(number));
    }

    /** A difference of whole numbers, with its sign. */
    public String change(long difference) {
        return format("+#,##0;−#,##0", BigDecimal.valueOf(difference));
    }

    /** A probability for an input field, with at least two decimals. */
    public String probability(BigDecimal value) {
        return value == null ? UNKNOWN : format("0.00####", value);
    }

    /** A confidence in percent, with as many decimals as it has. */
    public String confidence(BigDecimal value) {
        return value == null ? UNKNOWN : format("0.####", value.multiply(HUNDRED)) + "%";
    }

    /** A score or an index with three decimals. */
    public String score(BigDecimal value) {
        return value == null ? UNKNOWN : format("0.000", value);
    }

    /** The value of a tenant's setting; any other field as it stands. */
    public String setting(String field, JsonNode value) {
        return switch (field) {
            case "autopost_enabled" -> value.asBoolean() ? "on" : "off";
            case "autopost_threshold" -> confidence(value.decimalValue());
            case "llm_tenant_cap_usd" -> dollars(value.decimalValue());
            default -> value.isNumber() ? amount(value.decimalValue()) : value.asString();
        };
    }

    private static String format(String pattern, BigDecimal number) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }
}
