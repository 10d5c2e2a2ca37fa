package io.countersign.bench.measure;

import io.countersign.bench.system.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live heap after a forced full collection in MiB, read from the GC log of the program. */
final class LiveHeap {
    private static final Pattern FULL = Pattern.compile("Pause Full .*?(\\d+)([KMG])->(\\d+)([KMG])\\(");

    private final Program program;
    private final Path log;

    LiveHeap(Program program, Path log) {
        this.program = program;
        this.log = log;
    }

    double live() throws IOException, InterruptedException {
        program.jcmd("GC.run");
        double newest = -1;
        List<String> lines = Files.readAllLines(log);
        for (int i = lines.size() - 1; i >= 0 && newest < 0; i--) {
            Matcher collection = FULL.matcher(lines.get(i));
            newest = collection.find() ? mebibytes(collection.group(3), collection.group(4)) : -1;
        }
        if (newest < 0) {
            throw new IOException("There is no full collection in " + log);
        }
        return newest;
    }

    /** Collects several times, so that all kinds of references are cleared. */
    double settled() throws IOException, InterruptedException {
        double least = live();
        for (int i = 0; i < 3; i++) {
            Thread.sleep(300);
            least = Math.min(least, live());
        }
        return least;
    }

    private static double mebibytes(String number, String unit) {
        double factor = switch (unit) {
            case "K" -> 1.0 / 1024;
            case "G" -> 1024;
            default -> 1;
        };
        return Long.parseLong(number) * factor;
    }
}
