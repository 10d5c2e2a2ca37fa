package io.countersign.query.projection;

import io.countersign.platform.store.OrderedEventSource;
import java.util.List;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Each projection is followed by a processor of its own, which stops at an event that it can't write and tries again. */
@Configuration
@EnableScheduling
class ProjectionConfiguration {
    static final int BATCH = 1_000;
    /** How late the token of events that a projection doesn't care for may be stored, in milliseconds. */
    static final long CLAIM_EXTENSION_MILLIS = 250;
    /** How long it may take until another node notices that a projection has nobody who follows, in milliseconds. */
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
                    axon -> errors.watched(name, source),
                    (axon, builder) -> builder.batchSize(BATCH)
                            .initialSegmentCount(1)
                            .initialToken(any -> source.createTailToken())
                            .claimExtensionThreshold(CLAIM_EXTENSION_MILLIS)
                            .enableCoordinatorClaimExtension()
                            .tokenClaimInterval(CLAIM_INTERVAL_MILLIS));
        }
    }
}
