package io.countersign.platform.store;

import io.countersign.platform.store.BackgroundThread.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Health of the background threads: which fail, since when and why. Threads that the service needs to answer requests are
 * part of readiness.
 */
@Configuration
class BackgroundThreadsHealth {
    /** All threads. */
    @Bean
    HealthIndicator backgroundThreadsHealthIndicator(ObjectProvider<BackgroundThread> threads) {
        return () -> of(threads.stream().toList());
    }

    /** Part of readiness. */
    @Bean
    HealthIndicator threadsNeededToServeHealthIndicator(ObjectProvider<BackgroundThread> threads) {
        return () ->
                of(threads.stream().filter(BackgroundThread::isNeededToServe).toList());
    }

    static Health of(List<BackgroundThread> threads) {
        Health.Builder health = Health.up();
        for (BackgroundThread thread : threads) {
            Optional<Failure> failure = thread.failure();
            failure.ifPresent(it -> health.down()
                    .withDetail(
                            thread.name(), Map.of("failing_since", it.since().toString(), "reason", it.reason())));
        }
        return health.build();
    }
}
