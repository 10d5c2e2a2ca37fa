package io.countersign.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows as a Markdown table whose columns line up. */
public final class ResultTable {
    private static final List<String> HEADINGS = List.of("what", "figure", "raw", "ratio", "aim", "");

    private final List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));

    public void add(ResultRow row) {
        lines.add(
                List.of(row.what(), row.figure(), row.raw(), row.ratio(), row.aim(), row.met() ? "met" : "**short**"));
    }

    @Override
    public String toString() {
        List<Integer> widths = IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> Math.max(
                        3,
                        lines.stream()
                                .mapToInt(line -> line.get(column).length())
                                .max()
                                .orElse(0)))
                .toList();
        List<String> text = new ArrayList<>(
                lines.stream().map(line -> written(line, widths)).toList());
        text.add(1, written(widths.stream().map("-"::repeat).toList(), widths));
        return String.join("\n", text);
    }

    private static String written(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> cells.get(i)
                        + String.join(
                                "",
                                Collections.nCopies(widths.get(i) - cells.get(i).length(), " ")))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
