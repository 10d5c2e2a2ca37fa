package io.countersign.command.rules.mining;

import io.countersign.command.rules.mining.VendorGroup.Shape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Finds words that several vendors have, anywhere in their names and within longer words too. */
final class SharedWords {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 40;

    private SharedWords() {}

    static void find(String[] names, Consumer<VendorGroup> found) {
        Map<String, Members> words = new HashMap<>();
        for (String name : names) {
            for (String word : name.split(" ")) {
                if (word.length() >= SHORTEST && word.length() <= LONGEST) {
                    words.computeIfAbsent(word, any -> new Members());
                }
            }
        }
        BitSet lengths = new BitSet();
        words.keySet().forEach(word -> lengths.set(word.length()));
        for (int v = 0; v < names.length; v++) {
            join(v, names[v], lengths, words);
        }
        new TreeMap<>(words).forEach((word, members) -> {
            if (members.count > 1 && !allBeginWith(word, members, names)) {
                found.accept(new VendorGroup(Shape.WITHIN, word, members.vendors()));
            }
        });
    }

    private static void join(int vendor, String name, BitSet lengths, Map<String, Members> words) {
        for (int from = 0; from + SHORTEST <= name.length(); from++) {
            for (int length = lengths.nextSetBit(0);
                    length >= 0 && from + length <= name.length();
                    length = lengths.nextSetBit(length + 1)) {
                Members members = words.get(name.substring(from, from + length));
                if (members != null) {
                    members.add(vendor);
                }
            }
        }
    }

    /** Then it is a beginning, and is found as one. */
    private static boolean allBeginWith(String word, Members members, String[] names) {
        return IntStream.of(members.vendors()).allMatch(v -> names[v].startsWith(word));
    }

    private static final class Members {
        private int[] vendors = new int[2];
        private int count;

        void add(int vendor) {
            if (count > 0 && vendors[count - 1] == vendor) {
                return;
            }
            if (count == vendors.length) {
                vendors = Arrays.copyOf(vendors, count * 2);
            }
            vendors[count++] = vendor;
        }

        int[] vendors() {
            return Arrays.copyOf(vendors, count);
        }
    }
}
