package io.countersign.standalone.dryrun;

import io.countersign.standalone.support.SeededRandom;
import io.countersign.testkit.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Asks what would have been of a story's decisions, or of those of a while. */
final class DryRunQuery {
    private final DryRunRequest question;
    private final String baseline;
    private final Client client;
    /** When each decision was made, in the story's order. */
    private final List<String> times;

    /** @param baseline null for the default */
    DryRunQuery(DryRunRequest question, String baseline, ScenarioRun told, Client client) {
        this.question = question;
        this.baseline = baseline;
        this.client = client;
        this.times = times(told, client);
    }

    private static List<String> times(ScenarioRun told, Client client) {
        Map<String, String> times = new HashMap<>();
        for (String tenant : told.tenants()) {
            for (JsonNode row : client.get("/api/decisions?limit=1000&tenant_id=" + tenant)
                    .mustBe(200)
                    .json()) {
                times.put(row.path("txn_id").asString(), row.path("decided_at").asString());
            }
        }
        return told.decisions().stream()
                .map(decision -> times.get(decision.txn()))
                .toList();
    }

    /** About all decisions, about some, and about a single one. */
    List<DryRunResult> some(SeededRandom chance) {
        List<String> ends =
                Stream.of(chance.of(times), chance.of(times)).sorted().toList();
        String single = chance.of(times);
        return List.of(all(), between(ends.get(0), ends.get(1)), between(single, single));
    }

    private DryRunResult all() {
        return new DryRunResult(
                question.ask(client, baseline, null, null),
                IntStream.range(0, times.size()).boxed().toList());
    }

    private DryRunResult between(String from, String to) {
        List<Integer> places = IntStream.range(0, times.size())
                .filter(i -> times.get(i).compareTo(from) >= 0 && times.get(i).compareTo(to) <= 0)
                .boxed()
                .toList();
        return new DryRunResult(question.ask(client, baseline, from, to), places);
    }
}
