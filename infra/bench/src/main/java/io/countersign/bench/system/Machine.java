package io.countersign.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine and software of the measurement. */
public record Machine(
        String processor, int cores, long memoryGib, String kernel, String java, String postgres, String durability) {
    public static Machine under(Database database) throws IOException, InterruptedException {
        return new Machine(
                firstValue("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(
                        Long.parseLong(firstValue("/proc/meminfo", "MemTotal").split(" ")[0]) / 1048576.0),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                setting(database, "server_version"),
                "fsync = %s, synchronous_commit = %s"
                        .formatted(setting(database, "fsync"), setting(database, "synchronous_commit")));
    }

    private static String setting(Database database, String name) throws IOException, InterruptedException {
        return database.sql("show " + name);
    }

    private static String firstValue(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    @Override
    public String toString() {
        return "%s, %s cores, %s GiB, %s; %s; PostgreSQL %s, %s"
                .formatted(processor, cores, memoryGib, kernel, java, postgres, durability);
    }
}
