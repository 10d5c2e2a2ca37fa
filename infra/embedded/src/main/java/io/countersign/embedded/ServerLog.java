package io.countersign.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the server log: one file for each day of the week, and one for lines written before the log collector runs.
 */
final class ServerLog {

    private static final int LONGEST = 16 * 1024;

    private final Path directory;
    private final Map<Path, Long> sizesBefore = new HashMap<>();

    ServerLog(Path directory) {
        this.directory = PrivateFiles.directory(directory);
    }

    Path directory() {
        return directory;
    }

    Path beforeCollector() {
        return directory.resolve("start.log");
    }

    void beginStart() {
        try {
            Files.deleteIfExists(beforeCollector());
            sizesBefore.clear();
            for (Path file : startLogFirst()) {
                sizesBefore.put(file, Files.size(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines written since the last start, at most {@value #LONGEST} bytes of each file. */
    String sinceStart() {
        StringBuilder text = new StringBuilder();
        try {
            for (Path file : startLogFirst()) {
                long start = Math.max(sizesBefore.getOrDefault(file, 0L), Files.size(file) - LONGEST);
                text.append(textFrom(start, file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> startLogFirst() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparing((Path file) -> !file.equals(beforeCollector())))
                    .toList();
        }
    }

    private static String textFrom(long position, Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file).position(position)) {
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
