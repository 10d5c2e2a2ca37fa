package io.countersign.standalone;

import static io.countersign.testkit.Client.json;

import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends commands, one after the other, until the program is gone. What it got no answer to it sends again, under the same
 * key, to the next one.
 */
final class KilledWriter {
    private final int number;
    private final String[] tenants;
    private final Random random;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<String> decisionEvents = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private final List<Txn> open = new ArrayList<>();
    private Command unanswered;
    private int sent;

    KilledWriter(int number, String... tenants) {
        this.number = number;
        this.tenants = tenants;
        this.random = new Random(number);
    }

    Thread startOn(Client owner) {
        Thread thread = new Thread(() -> {
            try {
                while (surprises.isEmpty()) {
                    send(owner);
                }
            } catch (UncheckedIOException gone) {
                // Whether that last one was carried out shows when it is sent again.
            }
        }, "writer-" + number);
        thread.start();
        return thread;
    }

    /** Sends once more what was left without an answer. */
    void finishOn(Client owner) {
        if (unanswered != null) {
            send(owner);
        }
    }

    private void send(Client owner) {
        if (unanswered == null) {
            unanswered = next();
        }
        Command command = unanswered;
        Answer answer = owner.with("Idempotency-Key", command.key).post(command.path, command.body);
        if (answer.status() != 200) {
            surprises.add(answer.toString());
        } else {
            command.whenAnswered.accept(answer);
            acknowledged.add(command.key);
        }
        unanswered = null;
    }

    private Command next() {
        String key = "w%d-%d".formatted(number, sent++);
        String tenant = tenants[random.nextInt(tenants.length)];
        return switch (random.nextInt(4)) {
            case 0 -> change(tenant, key);
            case 1 -> submit(tenant, key, "/api/decisions/import", "TransactionImported", "'account': '6420'");
            case 2 -> open.isEmpty() ? change(tenant, key) : correct(open.remove(0), key);
            default -> submit(tenant, key, "/api/decisions", "TransactionDecided",
                    "'proposal': {'account': '6420', 'calibrated_p': 0.97, 'source': 'llm', 'llm_cost_usd': 0.01}");
        };
    }

    private Command change(String tenant, String key) {
        String body = json("{'autopost_threshold': 0.%d, 'reason': '%s'}", 8_000 + random.nextInt(1_800), key);
        return new Command(key, "/api/tenants/%s/settings".formatted(tenant), body, answer -> {
            if (!answer.json().path("updates").isEmpty()) {
                changes.add(key);
            }
        });
    }

    private Command submit(String tenant, String key, String path, String event, String rest) {
        List<Txn> txns = IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(i -> new Txn(tenant, key + "-" + i)).toList();
        String transactions = txns.stream()
                .map(txn -> json("{'txn_id': '%s', 'date': '2026-03-01', 'vendor': 'Vendor %d', 'amount': %d.25, 'currency': 'USD', %s}",
                        txn.id, random.nextInt(5), random.nextInt(1_000), rest))
                .collect(Collectors.joining(","));
        String body = json("{'tenant_id': '%s', 'transactions': [", tenant) + transactions + "]}";
        return new Command(key, path, body, answer -> txns.forEach(txn -> {
            decisionEvents.add(txn.aggregate() + " " + event);
            if (event.equals("TransactionDecided")) {
                open.add(txn);
            }
        }));
    }

    private Command correct(Txn txn, String key) {
        String path = "/api/decisions/%s/%s/correct".formatted(txn.tenant, txn.id);
        return new Command(key, path, json("{'account': '643%d'}", random.nextInt(3)),
                answer -> decisionEvents.add(txn.aggregate() + " DecisionCorrected"));
    }

    /** The keys of what was answered, in order. */
    List<String> acknowledged() {
        return acknowledged;
    }

    /** The events that the answers told of: each its aggregate and type. */
    List<String> decisionEvents() {
        return decisionEvents;
    }

    /** The reasons of the changes of settings that the answers told of. */
    List<String> changes() {
        return changes;
    }

    /** Answers that nobody should get. */
    List<String> surprises() {
        return surprises;
    }

    private record Txn(String tenant, String id) {
        private String aggregate() {
            return "decision:%s/%s".formatted(tenant, id);
        }
    }

    private record Command(String key, String path, String body, java.util.function.Consumer<Answer> whenAnswered) {}
}
