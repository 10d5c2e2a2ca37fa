package io.countersign.command.rules.mining;

import java.util.stream.IntStream;

/** Sorts by several columns at once, from the last to the first, each pass keeping the order of the one before. */
final class StableSort {
    private StableSort() {}

    /** The places of the rows in ascending order of the first column, then of the second, and so on. */
    static int[] by(int[]... columns) {
        int[] order = IntStream.range(0, columns[0].length).toArray();
        for (int i = columns.length - 1; i >= 0; i--) {
            order = pass(order, columns[i]);
        }
        return order;
    }

    private static int[] pass(int[] order, int[] column) {
        if (order.length == 0) {
            return order;
        }
        int least = IntStream.of(column).min().orElseThrow();
        int most = IntStream.of(column).max().orElseThrow();
        int[] next = new int[most - least + 2];
        for (int value : column) {
            next[value - least + 1]++;
        }
        for (int value = 1; value < next.length; value++) {
            next[value] += next[value - 1];
        }
        int[] sorted = new int[order.length];
        for (int row : order) {
            sorted[next[column[row] - least]++] = row;
        }
        return sorted;
    }
}
