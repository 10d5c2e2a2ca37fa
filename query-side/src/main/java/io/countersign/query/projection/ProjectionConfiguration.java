package io.countersign.query.projection;

import io.countersign.platform.store.OrderedEventSource;
import java.util.List;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Creates an event processor for each projection. A processor stops at an event that it cannot write, and retries. */
@Configuration
@EnableScheduling
class ProjectionConfiguration {
    static final int BATCH = 1_000;
    /** The maximum delay in storing the token after events that a projection ignores, in milliseconds. */
    static final long CLAIM_EXTENSION_MILLIS = 250;
    /** The maximum time until another node takes over a projection without a processor, in milliseconds. */
    static final long CLAIM_INTERVAL_MILLIS = 1_000;

    @Autowired
    void follow(
            EventProcessingConfigurer processing,
            List<Projection> projections,
            OrderedEventSource source,
            ProjectionErrors errors) {
        processing.registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance());
        processing.registerDefaultErrorHandler(axon -> PropagatingErrorHandler.instance());
        for (Projection projection : projections) {
            String name = projection.name();
            processing.registerErrorHandler(name, axon -> errors.handlerOf(name));
            processing.registerPooledStreamingEventProcessor(
                    name,
                    axon -> errors.observed(name, source),
                    (axon, builder) -> builder.batchSize(BATCH)
                            .initialSegmentCount(1)
                            .initialToken(any -> source.createTailToken())
                            .claimExtensionThreshold(CLAIM_EXTENSION_MILLIS)
                            .enableCoordinatorClaimExtension()
                            .tokenClaimInterval(CLAIM_INTERVAL_MILLIS));
        }
    }
}
