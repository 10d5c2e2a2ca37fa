package io.countersign.loader;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Mines the history for rules, first for each tenant and then for the firm, and accepts all proposed rules. */
final class RuleMining {

    private static final String FIRM = null;

    /** The number of accepted rules of tenants and of the firm, and the time it took. */
    record Mined(int tenantRules, int firmRules, Duration took) {}

    private final CountersignClient countersign;
    private final Retry retry;
    private final Progress progress;
    private final String run = UUID.randomUUID().toString();

    RuleMining(CountersignClient countersign, Retry retry, Progress progress) {
        this.countersign = countersign;
        this.retry = retry;
        this.progress = progress;
    }

    Mined run(Collection<String> tenantIds) throws LoadFailure {
        long start = System.nanoTime();
        int tenantRules = 0;
        try (var step = progress.begin("mining", tenantIds.size())) {
            for (String tenant : tenantIds) {
                tenantRules += mine(tenant);
                step.advance();
            }
        }
        int firmRules = mine(FIRM);
        return new Mined(tenantRules, firmRules, Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * The idempotency key makes a repeated request return the candidates of the first one, which would otherwise be
     * known already.
     */
    private int mine(String tenant) throws LoadFailure {
        String key = "%s-%s".formatted(run, Objects.equals(tenant, FIRM) ? "firm" : tenant);
        List<String> candidates = retry.until("Mining", () -> countersign.mine(tenant, key));
        for (String candidate : candidates) {
            retry.until("Candidate " + candidate, () -> {
                countersign.accept(candidate);
                return null;
            });
        }
        return candidates.size();
    }
}
