package io.countersign.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A tenant's identifier: 1 to 64 of {@code A-Z a-z 0-9 . _ : = -}, and neither {@code firm}, which means all tenants, nor a
 * step in an address ({@code .}, {@code ..}).
 */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {
    public static final String FIRM = "firm";
    private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:=-]{1,64}");

    /** @throws IllegalArgumentException with a sentence for the caller, if the text is no tenant identifier */
    @JsonCreator
    public TenantId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 64 of the characters A-Z a-z 0-9 . _ : = -, and not . or .. alone");
        }
        if (value.equals(FIRM)) {
            throw new IllegalArgumentException("'firm' is reserved: it stands for all tenants");
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
