package io.countersign.standalone.support;

import static org.awaitility.Awaitility.await;

import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends commands, one after the other, until the program is gone. What it got no answer to it sends again, under the same
 * key, to the next one; and to the same one where the answer was that something is away.
 */
public abstract class ResendingClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What it leaves a store that is away, before it asks again. */
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private volatile boolean isStopping;
    private Command unanswered;

    public Thread startOn(Client owner) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (surprises.isEmpty() && !isStopping) {
                            send(owner);
                        }
                    } catch (UncheckedIOException gone) {
                        // Whether that last one was carried out shows when it is sent again.
                    }
                },
                "killed-client");
        thread.start();
        return thread;
    }

    /** Has it end with what it is sending. */
    public void stop() {
        isStopping = true;
    }

    /** Sends once more what was left without an answer, until it has one. */
    public void finishOn(Client owner) {
        await().atMost(PATIENCE).until(() -> {
            if (unanswered != null) {
                send(owner);
            }
            return unanswered == null;
        });
    }

    private void send(Client owner) {
        if (unanswered == null) {
            unanswered = next();
        }
        Command command = unanswered;
        Answer answer = owner.with("Idempotency-Key", command.key).post(command.path, command.body);
        if (answer.status() == 503 && answer.json().path("code").asString().equals("unavailable")) {
            unavailable.incrementAndGet();
            LockSupport.parkNanos(A_MOMENT.toNanos());
            return;
        }
        if (answer.status() / 100 == 2) {
            command.whenDone.accept(answer);
        } else if (!isExpected(answer)) {
            surprises.add(answer.toString());
        }
        answered.add(command.key);
        unanswered = null;
    }

    abstract Command next();

    /** Whether a refusal may be: another one was quicker, say. */
    boolean isExpected(Answer refusal) {
        return false;
    }

    /** The keys of what was answered, in order. */
    public List<String> answered() {
        return answered;
    }

    /** How often it was told to try again. */
    public int unavailable() {
        return unavailable.get();
    }

    /** Answers that nobody should get. */
    public List<String> surprises() {
        return surprises;
    }

    record Command(String key, String path, String body, Consumer<Answer> whenDone) {}
}
