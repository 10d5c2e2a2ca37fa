package io.countersign.command.decision.intake;

import java.util.regex.Pattern;

/** A merchant category code: four digits, as in ISO 18245. */
record CategoryCode(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}");

    CategoryCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be four digits");
        }
    }
}
