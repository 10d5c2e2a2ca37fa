package io.countersign.loader;

import io.countersign.loader.Environment.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Retries after a lost connection or a 5xx: at most three times, after 1, 2 and 4 seconds. Waiting times given by the service with {@code Retry-After} do not count as attempts, up to ten minutes in total.
 */
final class Retry {

    private static final int RETRIES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Pause pause;
    private final Consumer<String> note;

    Retry(Pause pause, Consumer<String> note) {
        this.pause = pause;
        this.note = note;
    }

    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException, LoadFailure;
    }

    <T> T until(String what, Attempt<T> attempt) throws LoadFailure {
        int failures = 0;
        Duration waited = Duration.ZERO;
        while (true) {
            Duration wait;
            IOException reason;
            try {
                return attempt.make();
            } catch (RetryLater later) {
                wait = later.after();
                waited = waited.plus(wait);
                reason = later;
                if (waited.compareTo(PATIENCE) > 0) throw givenUp(what, reason);
            } catch (IOException lost) {
                reason = lost;
                if (failures == RETRIES) throw givenUp(what, reason);
                wait = Duration.ofSeconds(1L << failures++);
            }
            note.accept("%s: %s Trying again in %s s.".formatted(what, sentence(reason), wait.toSeconds()));
            pause(wait);
        }
    }

    private void pause(Duration wait) throws LoadFailure {
        try {
            pause.lasting(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("Stopped while waiting for the service.", stopped);
        }
    }

    private static LoadFailure givenUp(String what, IOException last) {
        return new LoadFailure("%s: given up. %s".formatted(what, sentence(last)), last);
    }

    private static String sentence(IOException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.endsWith(".") ? message : message + ".";
    }
}
