package io.countersign.standalone.nodes;

import static io.countersign.testkit.Client.json;

import io.countersign.standalone.support.Txn;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Two who write and two who read what was just written, each one request after the other, until it is closed. */
final class SteadyLoad implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean running = true;

    private SteadyLoad() {}

    static SteadyLoad on(Client client, String tenant) {
        SteadyLoad load = new SteadyLoad();
        String settings = "/api/tenants/" + tenant + "/settings";
        load.repeat(n -> client.post(settings, json("{'cold_start_min_labels': %d}", n % 100)));
        load.repeat(n -> client.post(
                "/api/decisions",
                json(
                        "{'tenant_id': '%s', 'transactions': [%s]}",
                        tenant, Txn.fresh().json())));
        load.repeat(n -> client.get("/api/tenants/" + tenant));
        load.repeat(n -> client.get("/api/audit?limit=5&tenant_id=" + tenant));
        return load;
    }

    private void repeat(IntFunction<Answer> request) {
        Thread thread = new Thread(
                () -> {
                    for (int n = 0; running; n++) {
                        try {
                            Answer answer = request.apply(n);
                            if (answer.status() != 200) {
                                surprises.add(answer.toString());
                            }
                        } catch (UncheckedIOException e) {
                            surprises.add(e.getMessage() + ": " + e.getCause());
                        }
                        answered.incrementAndGet();
                    }
                },
                "load-" + threads.size());
        threads.add(thread);
        thread.start();
    }

    /** How many requests have come to an end. */
    int answered() {
        return answered.get();
    }

    /** Everything but what was asked for. */
    List<String> surprises() {
        return surprises;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join(60_000);
        }
    }
}
