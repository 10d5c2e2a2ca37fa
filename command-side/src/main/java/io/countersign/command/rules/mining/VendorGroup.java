package io.countersign.command.rules.mining;

import io.countersign.policy.Rule;
import io.countersign.policy.RulePattern;
import java.util.Arrays;

/**
 * Vendors whose names have something in common.
 *
 * @param shape   what {@code text} is to their names
 * @param vendors ascending numbers of all vendors in the table that the pattern matches
 */
record VendorGroup(Shape shape, String text, int[] vendors) {
    enum Shape {
        WHOLE,
        BEGINNING,
        WITHIN
    }

    Rule.Type type() {
        return shape == Shape.WHOLE ? Rule.Type.VENDOR_EXACT : Rule.Type.VENDOR_GLOB;
    }

    String pattern() {
        return switch (shape) {
            case WHOLE -> text;
            case BEGINNING -> text + "*";
            case WITHIN -> "*" + text + "*";
        };
    }

    /** Whether the pattern means to the matcher what it means here. */
    boolean isFit() {
        try {
            boolean literal = shape == Shape.WHOLE || text.indexOf('*') < 0;
            return literal && RulePattern.normalized(type(), pattern()).equals(pattern());
        } catch (IllegalArgumentException unfit) {
            return false;
        }
    }

    int count(LabelTable table) {
        return Arrays.stream(vendors)
                .map(v -> table.vendorStart[v + 1] - table.vendorStart[v])
                .sum();
    }

    int[] labels(LabelTable table) {
        int[] labels = new int[count(table)];
        int filled = 0;
        for (int v : vendors) {
            for (int i = table.vendorStart[v]; i < table.vendorStart[v + 1]; i++) {
                labels[filled++] = i;
            }
        }
        return labels;
    }
}
