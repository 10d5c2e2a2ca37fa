package io.countersign.command.decision.intake;

import java.util.regex.Pattern;

/** Three capital letters, as in ISO 4217. */
record CurrencyCode(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Z]{3}");

    CurrencyCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be three capital letters such as EUR");
        }
    }
}
