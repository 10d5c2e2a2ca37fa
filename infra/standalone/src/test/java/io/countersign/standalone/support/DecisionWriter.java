package io.countersign.standalone.support;

import static io.countersign.testkit.Client.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Changes settings, submits, imports and corrects. */
public final class DecisionWriter extends ResendingClient {
    private final int number;
    private final String[] tenants;
    private final Random random;
    private final List<String> decisionEvents = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<Txn> open = new ArrayList<>();
    private int sent;

    public DecisionWriter(int number, String... tenants) {
        this.number = number;
        this.tenants = tenants;
        this.random = new Random(number);
    }

    @Override
    Command next() {
        String key = "w%d-%d".formatted(number, sent++);
        String tenant = tenants[random.nextInt(tenants.length)];
        return switch (random.nextInt(4)) {
            case 0 -> change(tenant, key);
            case 1 -> submit(tenant, key, "/api/decisions/import", "TransactionImported", "'account': '6420'");
            case 2 -> open.isEmpty() ? change(tenant, key) : correct(open.remove(0), key);
            default ->
                submit(
                        tenant,
                        key,
                        "/api/decisions",
                        "TransactionDecided",
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
        List<Txn> txns = IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(i -> new Txn(tenant, key + "-" + i))
                .toList();
        String transactions = txns.stream()
                .map(txn -> json(
                        "{'txn_id': '%s', 'date': '2026-03-01', 'vendor': 'Vendor %d', 'amount': %d.25, 'currency': 'USD', %s}",
                        txn.id, random.nextInt(5), random.nextInt(1_000), rest))
                .collect(Collectors.joining(","));
        String body = json("{'tenant_id': '%s', 'transactions': [", tenant) + transactions + "]}";
        return new Command(
                key,
                path,
                body,
                answer -> txns.forEach(txn -> {
                    decisionEvents.add(txn.aggregate() + " " + event);
                    if (event.equals("TransactionDecided")) {
                        open.add(txn);
                    }
                }));
    }

    private Command correct(Txn txn, String key) {
        String path = "/api/decisions/%s/%s/correct".formatted(txn.tenant, txn.id);
        return new Command(
                key,
                path,
                json("{'account': '643%d'}", random.nextInt(3)),
                answer -> decisionEvents.add(txn.aggregate() + " DecisionCorrected"));
    }

    /** The events that the answers told of: each its aggregate and type. */
    public List<String> decisionEvents() {
        return decisionEvents;
    }

    /** The reasons of the changes of settings that the answers told of. */
    public List<String> changes() {
        return changes;
    }

    private record Txn(String tenant, String id) {
        private String aggregate() {
            return "decision:%s/%s".formatted(tenant, id);
        }
    }
}
