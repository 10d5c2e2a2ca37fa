package io.countersign.standalone.dryrun;

import io.countersign.standalone.support.SeededRandom;
import io.countersign.testkit.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Requests dry-runs of all decisions of a scenario's run, or of those of a range of times. */
final class DryRunQuery {
    private final DryRunRequest request;
    private final String baseline;
    private final Client client;
    /** When each decision was made, in the scenario's order. */
    private final List<String> times;

    /** @param baseline null for the default */
    DryRunQuery(DryRunRequest request, String baseline, ScenarioRun run, Client client) {
        this.request = request;
        this.baseline = baseline;
        this.client = client;
        this.times = times(run, client);
    }

    private static List<String> times(ScenarioRun run, Client client) {
        Map<String, String> times = new HashMap<>();
        for (String tenant : run.tenants()) {
            for (JsonNode row : client.get("/api/decisions?limit=1000&tenant_id=" + tenant)
                    .mustBe(200)
                    .json()) {
                times.put(row.path("txn_id").asString(), row.path("decided_at").asString());
            }
        }
        return run.decisions().stream()
                .map(decision -> times.get(decision.txn()))
                .toList();
    }

    /** About all decisions, about some, and about a single one. */
    List<DryRunResult> some(SeededRandom random) {
        List<String> ends =
                Stream.of(random.of(times), random.of(times)).sorted().toList();
        String single = random.of(times);
        return List.of(all(), between(ends.get(0), ends.get(1)), between(single, single));
    }

    private DryRunResult all() {
        return new DryRunResult(
                request.ask(client, baseline, null, null),
                IntStream.range(0, times.size()).boxed().toList());
    }

    private DryRunResult between(String from, String to) {
        List<Integer> places = IntStream.range(0, times.size())
                .filter(i -> times.get(i).compareTo(from) >= 0 && times.get(i).compareTo(to) <= 0)
                .boxed()
                .toList();
        return new DryRunResult(request.ask(client, baseline, from, to), places);
    }
}
