package io.countersign.command.rules.mining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A column whose values are kept once and numbered. */
final class Dictionary<T extends Comparable<T>> {
    static final int NULL = -1;

    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private final IntColumn column = new IntColumn();

    /** @param value null for none */
    void add(T value) {
        column.add(value == null ? NULL : numbers.computeIfAbsent(value, this::number));
    }

    private int number(T value) {
        values.add(value);
        return values.size() - 1;
    }

    /** The values of some labels, numbered anew in ascending order, so that equal labels give equal numbers. */
    Ranked<T> of(int[] labels) {
        int[] picked = column.of(labels);
        int[] used = IntStream.of(picked)
                .filter(number -> number != NULL)
                .distinct()
                .boxed()
                .sorted((one, other) -> values.get(one).compareTo(values.get(other)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[values.size()];
        for (int rank = 0; rank < used.length; rank++) {
            ranks[used[rank]] = rank;
        }
        for (int i = 0; i < picked.length; i++) {
            picked[i] = picked[i] == NULL ? NULL : ranks[picked[i]];
        }
        return new Ranked<>(IntStream.of(used).mapToObj(values::get).toList(), picked);
    }

    /**
     * A column of numbers.
     *
     * @param values in ascending order
     * @param column for each label the place of its value, {@link #NULL} for none
     */
    record Ranked<T>(List<T> values, int[] column) {
        /** The same labels in another order. */
        Ranked<T> in(int[] order) {
            return new Ranked<>(values, IntStream.of(order).map(i -> column[i]).toArray());
        }
    }
}
