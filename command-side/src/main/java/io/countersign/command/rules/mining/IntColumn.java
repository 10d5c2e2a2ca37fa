package io.countersign.command.rules.mining;

import java.util.Arrays;

/** Whole numbers, one for each label. */
final class IntColumn {
    private int[] values = new int[1_024];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    int get(int label) {
        return values[label];
    }

    /** Those of some labels, in their order. */
    int[] of(int[] labels) {
        int[] picked = new int[labels.length];
        Arrays.setAll(picked, i -> values[labels[i]]);
        return picked;
    }
}
