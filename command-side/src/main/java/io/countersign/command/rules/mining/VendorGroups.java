package io.countersign.command.rules.mining;

import io.countersign.command.rules.mining.VendorGroup.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Finds what vendors have in common: the whole name, how it begins, and words within it. A beginning ends where a word
 * does, unless that takes in other vendors: card networks cut names at about 22 characters.
 */
final class VendorGroups {
    /** Shorter beginnings say nothing about a vendor. */
    private static final int SHORTEST_BEGINNING = 3;

    private final String[] names;
    private final Consumer<VendorGroup> found;

    private VendorGroups(String[] names, Consumer<VendorGroup> found) {
        this.names = names;
        this.found = found;
    }

    static List<VendorGroup> of(LabelTable table, int minSupport) {
        List<VendorGroup> groups = new ArrayList<>();
        Consumer<VendorGroup> keep = group -> {
            if (group.count(table) >= minSupport && group.isFit()) {
                groups.add(group);
            }
        };
        VendorGroups search = new VendorGroups(table.vendors, keep);
        search.wholeNames();
        search.beginnings();
        SharedWords.find(table.vendors, keep);
        return groups;
    }

    private void wholeNames() {
        for (int v = 0; v < names.length; v++) {
            found.accept(new VendorGroup(Shape.WHOLE, names[v], new int[] {v}));
        }
    }

    /** Names that begin alike stand together in their order, so every beginning is an interval of it. */
    private void beginnings() {
        Deque<Interval> open = new ArrayDeque<>();
        open.push(new Interval(0, 0));
        for (int v = 1; v <= names.length; v++) {
            int common = v < names.length ? commonLength(names[v - 1], names[v]) : 0;
            int start = v - 1;
            while (open.peek().length > common) {
                Interval closed = open.pop();
                start = closed.start;
                tell(closed, v, Math.max(common, open.peek().length));
            }
            if (open.peek().length < common) {
                open.push(new Interval(common, start));
            }
        }
    }

    private void tell(Interval interval, int end, int lengthOfWider) {
        String text = names[interval.start].substring(0, wordwise(interval, lengthOfWider));
        if (text.length() >= SHORTEST_BEGINNING) {
            int[] members = IntStream.range(interval.start, end).toArray();
            found.accept(new VendorGroup(Shape.BEGINNING, text, members));
        }
    }

    private int wordwise(Interval interval, int lengthOfWider) {
        String name = names[interval.start];
        boolean endsWord = interval.length == name.length() || name.charAt(interval.length) == ' ';
        int atWord = name.lastIndexOf(' ', interval.length - 1) + 1;
        if (endsWord || atWord <= lengthOfWider) {
            return interval.length;
        }
        return atWord;
    }

    private static int commonLength(String one, String other) {
        int differs = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return differs > 0 && Character.isHighSurrogate(one.charAt(differs - 1)) ? differs - 1 : differs;
    }

    /** Names from {@code start} on that share their first {@code length} characters. */
    private record Interval(int length, int start) {}
}
