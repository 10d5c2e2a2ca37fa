package io.countersign.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds all literals that stand anywhere in a text, each by the three characters of it that are rarest among the
 * literals. A hit may be told more than once.
 */
final class LiteralIndex {
    private static final int GRAM_LENGTH = 3;
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    /** Open addressing: a gram stands at its hash or in the next free place; 0 is free. */
    private final long[] grams;

    private final Literal[][] literals;
    private final int shift;
    private final boolean[] hasLength = new boolean[GRAM_LENGTH + 1];

    LiteralIndex(Map<String, int[]> ranksByLiteral) {
        Map<Long, List<Literal>> byGram = byRarestGram(ranksByLiteral);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * byGram.size() + 1);
        shift = Long.SIZE - bits;
        grams = new long[1 << bits];
        literals = new Literal[1 << bits][];
        byGram.forEach((gram, found) -> {
            int place = place(gram);
            grams[place] = gram;
            literals[place] = found.toArray(Literal[]::new);
        });
        ranksByLiteral.keySet().forEach(literal -> hasLength[gramLength(literal)] = true);
    }

    void search(String text, IntConsumer hits) {
        for (int length = 1; length <= GRAM_LENGTH; length++) {
            for (int at = 0; hasLength[length] && at <= text.length() - length; at++) {
                search(text, at, length, hits);
            }
        }
    }

    private void search(String text, int at, int length, IntConsumer hits) {
        Literal[] found = literals[place(gram(text, at, length))];
        if (found == null) {
            return;
        }
        for (Literal literal : found) {
            if (text.startsWith(literal.text(), at - literal.offset())) {
                for (int rank : literal.ranks()) {
                    hits.accept(rank);
                }
            }
        }
    }

    /** Where the gram is, or would be. */
    private int place(long gram) {
        int place = (int) ((gram * GOLDEN_RATIO) >>> shift);
        while (grams[place] != gram && grams[place] != 0) {
            place = (place + 1) & (grams.length - 1);
        }
        return place;
    }

    private static Map<Long, List<Literal>> byRarestGram(Map<String, int[]> ranksByLiteral) {
        Map<Long, Integer> frequency = new HashMap<>();
        for (String literal : ranksByLiteral.keySet()) {
            for (int at = 0; at <= literal.length() - gramLength(literal); at++) {
                frequency.merge(gram(literal, at, gramLength(literal)), 1, Integer::sum);
            }
        }
        Map<Long, List<Literal>> byGram = new HashMap<>();
        ranksByLiteral.forEach((text, ranks) -> {
            int length = gramLength(text);
            int offset = 0;
            for (int at = 1; at <= text.length() - length; at++) {
                if (frequency.getOrDefault(gram(text, at, length), 0)
                        < frequency.getOrDefault(gram(text, offset, length), 0)) {
                    offset = at;
                }
            }
            byGram.computeIfAbsent(gram(text, offset, length), gram -> new ArrayList<>(1))
                    .add(new Literal(text, offset, ranks));
        });
        return byGram;
    }

    private static int gramLength(String literal) {
        return Math.min(GRAM_LENGTH, literal.length());
    }

    /** The characters in one number, after their count. */
    private static long gram(String text, int at, int length) {
        long gram = length;
        for (int i = 0; i < length; i++) {
            gram = gram << Character.SIZE | text.charAt(at + i);
        }
        return gram;
    }

    private record Literal(String text, int offset, int[] ranks) {}
}
