package io.countersign.loader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The environment of the program: variables, working directory, terminal and clock. */
record Environment(
        Map<String, String> environment, Path workingDirectory, PasswordPrompt prompt, Progress progress, Pause pause) {

    /** Asks for a password at the terminal; empty without a terminal. */
    @FunctionalInterface
    interface PasswordPrompt {
        Optional<String> ask(String question);
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void lasting(Duration duration) throws InterruptedException;
    }

    static Environment system() {
        var console = Optional.ofNullable(System.console());
        return new Environment(
                System.getenv(),
                Path.of(""),
                question -> console.map(it -> it.readPassword("%s ", question)).map(String::valueOf),
                console.isPresent() ? new ProgressBars() : Progress.NONE,
                duration -> Thread.sleep(duration.toMillis()));
    }
}
