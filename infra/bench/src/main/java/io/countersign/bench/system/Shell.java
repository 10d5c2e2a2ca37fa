package io.countersign.bench.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs other programs. */
public final class Shell {
    private Shell() {}

    /** Takes what a program writes to its standard output. */
    @FunctionalInterface
    public interface Output<T> {
        T read(InputStream out) throws IOException;
    }

    /** @throws IOException if the program fails, with what it had to say */
    public static <T> T run(Map<String, String> environment, Output<T> output, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        StringBuilder complaint = new StringBuilder();
        Thread errors = new Thread(() -> complaint.append(textOf(process.getErrorStream())));
        errors.start();
        T result = output.read(process.getInputStream());
        int code = process.waitFor();
        errors.join();
        if (code != 0) {
            throw new IOException("%s failed with %s: %s".formatted(command.get(0), code, complaint));
        }
        return result;
    }

    public static String run(List<String> command) throws IOException, InterruptedException {
        return run(Map.of(), Shell::textOf, command);
    }

    static String textOf(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
