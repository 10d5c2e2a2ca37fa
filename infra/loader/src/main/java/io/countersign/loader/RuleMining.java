package io.countersign.loader;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Has the history mined for rules, tenant by tenant and then for the firm, and accepts all that is proposed. */
final class Mining {

    private static final String FIRM = null;

    /** How many rules came into the tenants' books and into the firm's, and how long that took. */
    record Mined(int tenantRules, int firmRules, Duration took) {}

    private final Countersign countersign;
    private final Retry retry;
    private final Progress progress;
    private final String run = UUID.randomUUID().toString();

    Mining(Countersign countersign, Retry retry, Progress progress) {
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

    /** The key makes a repeated request answer with the candidates of the first, which would else be known already. */
    private int mine(String tenant) throws LoadFailure {
        String key = "%s-%s".formatted(run, tenant == FIRM ? "firm" : tenant);
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
