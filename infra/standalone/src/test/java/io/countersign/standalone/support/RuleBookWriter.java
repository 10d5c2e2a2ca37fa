package io.countersign.standalone.support;

import static io.countersign.testkit.Client.json;

import io.countersign.testkit.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Works on rule books: imports history, mines, proposes, accepts, rejects and rolls back. */
public final class RuleBookWriter extends ResendingClient {
    private static final Set<String> CONFLICTS =
            Set.of("candidate_pending", "candidate_accepted", "candidate_rejected", "rule_exists");

    private final int number;
    private final List<String> scopes;
    private final Random random;
    private final List<Known> candidates = new ArrayList<>();
    private final Map<String, Integer> newest = new ConcurrentHashMap<>();
    private final List<Version> versions = new CopyOnWriteArrayList<>();
    private int sent;

    /** @param scopes tenants, or {@code firm} */
    public RuleBookWriter(int number, List<String> scopes) {
        this.number = number;
        this.scopes = scopes;
        this.random = new Random(number);
    }

    @Override
    boolean isExpected(Answer refusal) {
        return refusal.status() == 409
                && CONFLICTS.contains(refusal.json().path("code").asString());
    }

    @Override
    Command next() {
        String key = "b%d-%d".formatted(number, sent++);
        String scope = scopes.get(random.nextInt(scopes.size()));
        Known known = candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
        return switch (known == null ? 7 : random.nextInt(9)) {
            case 0, 1, 2 -> decide(known, "accept", key);
            case 3 -> decide(known, "reject", key);
            case 4 -> rollBack(scope, key);
            case 5 -> book(key);
            case 6 -> mine(scope, key);
            default -> propose(scope, key);
        };
    }

    private Command propose(String scope, String key) {
        String body = json(
                "{%s 'vendor_pattern': 'vendor %d*', 'suggested_account': '%d',"
                        + " 'evidence': {'count': 24, 'precision': 0.96}}",
                ofScope(scope), random.nextInt(30), 6_100 + random.nextInt(2));
        return new Command(
                key,
                "/api/rules/candidates",
                body,
                answer -> candidates.add(
                        new Known(answer.json().path("candidate_id").asString(), scope)));
    }

    /** History of a vendor of its own, alike enough to be mined. */
    private Command book(String key) {
        String tenant = scopes.stream()
                .filter(scope -> !scope.equals("firm"))
                .findFirst()
                .orElseThrow();
        String name = random.ints(9, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
        String transactions = IntStream.range(0, 25)
                .mapToObj(i -> json(
                        "{'txn_id': '%s-%d', 'date': '2026-03-%02d', 'vendor': '%s', 'amount': %d, 'currency': 'USD',"
                                + " 'account': '6420'}",
                        key, i, 1 + i, name, 5 + i))
                .collect(Collectors.joining(","));
        return new Command(
                key,
                "/api/decisions/import",
                json("{'tenant_id': '%s', 'transactions': [%s]}", tenant, transactions),
                answer -> {});
    }

    private Command mine(String scope, String key) {
        String body = json("{%s 'min_support': 10, 'min_precision': 0.8}", ofScope(scope));
        return new Command(
                key,
                "/api/rules/candidates/mine",
                body,
                answer -> answer.json()
                        .path("proposed")
                        .forEach(candidate ->
                                candidates.add(new Known(candidate.path("id").asString(), scope))));
    }

    private Command decide(Known candidate, String verb, String key) {
        String path = "/api/rules/candidates/%s/%s".formatted(candidate.id, verb);
        return new Command(
                key, path, json("{'reason': '%s'}", key), answer -> note(candidate.scope, key, answer.json()));
    }

    private Command rollBack(String scope, String key) {
        int version = random.nextInt(newest.getOrDefault(scope, 0) + 1);
        String body = json("{%s 'to_version': 'v%d', 'reason': '%s'}", ofScope(scope), version, key);
        return new Command(key, "/api/rules/rollback", body, answer -> note(scope, key, answer.json()));
    }

    private void note(String scope, String reason, JsonNode answer) {
        if (answer.has("version_id") && !answer.has("no_change")) {
            int version = Integer.parseInt(answer.path("version_id").asString().substring(1));
            versions.add(new Version(scope, version, reason));
            newest.merge(scope, version, Math::max);
        }
    }

    /** The beginning of a request's body. */
    private static String ofScope(String scope) {
        return scope.equals("firm") ? "" : "'tenant_id': '%s',".formatted(scope);
    }

    /** The versions that answers told of. */
    public List<Version> versions() {
        return versions;
    }

    /** The candidates that answers told of. */
    public List<String> candidates() {
        return candidates.stream().map(Known::id).toList();
    }

    /** A version of a book, with the reason that only its command gave. */
    public record Version(String scope, int number, String reason) {}

    private record Known(String id, String scope) {}
}
