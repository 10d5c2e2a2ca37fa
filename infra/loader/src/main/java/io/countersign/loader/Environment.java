package io.countersign.loader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the program takes from the machine it runs on: its environment, folder, terminal and time. */
record Surroundings(
        Map<String, String> environment, Path workingDirectory, PasswordPrompt prompt, Progress progress, Pause pause) {

    /** Asks a person; empty where nobody sits at a terminal. */
    @FunctionalInterface
    interface PasswordPrompt {
        Optional<String> ask(String question);
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void lasting(Duration duration) throws InterruptedException;
    }

    static Surroundings real() {
        var console = Optional.ofNullable(System.console());
        return new Surroundings(
                System.getenv(),
                Path.of(""),
                question -> console.map(it -> it.readPassword("%s ", question)).map(String::valueOf),
                console.isPresent() ? new ProgressBars() : Progress.UNSEEN,
                duration -> Thread.sleep(duration.toMillis()));
    }
}
