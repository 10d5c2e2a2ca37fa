package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A transaction's identifier within its tenant: 1 to 128 of {@code A-Z a-z 0-9 . _ : = -}, and no step in an address ({@code .}, {@code ..}). */
public record TxnId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:=-]{1,128}");

    /** @throws IllegalArgumentException with a sentence for the caller, if the text is no transaction identifier */
    @JsonCreator
    public TxnId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 128 of the characters A-Z a-z 0-9 . _ : = -, and not . or .. alone");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
