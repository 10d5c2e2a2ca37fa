package io.countersign.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds all prefixes of a text among many, in one binary search. Whatever stands between a prefix of the text and the
 * text itself in their order begins with that prefix too, so the others hang on the last one that isn't after the text.
 */
final class PrefixIndex {
    private final String[] prefixes;
    /** For each prefix the longest other one that it begins with, or −1. */
    private final int[] shorter;

    private final int[][] ranks;

    PrefixIndex(Map<String, int[]> ranksByPrefix) {
        prefixes = ranksByPrefix.keySet().toArray(String[]::new);
        Arrays.sort(prefixes);
        shorter = new int[prefixes.length];
        ranks = new int[prefixes.length][];
        for (int i = 0; i < prefixes.length; i++) {
            shorter[i] = longest(i - 1, prefixes[i]);
            ranks[i] = ranksByPrefix.get(prefixes[i]);
        }
    }

    void search(String text, IntConsumer hits) {
        int found = Arrays.binarySearch(prefixes, text);
        int last = found < 0 ? -found - 2 : found;
        for (int at = longest(last, text); at >= 0; at = shorter[at]) {
            for (int rank : ranks[at]) {
                hits.accept(rank);
            }
        }
    }

    private int longest(int last, String text) {
        int at = last;
        while (at >= 0 && !text.startsWith(prefixes[at])) {
            at = shorter[at];
        }
        return at;
    }
}
