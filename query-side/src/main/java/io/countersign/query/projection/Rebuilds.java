package io.countersign.query.projection;

import io.countersign.platform.store.OneOrderSource;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Builds projections anew beside the old ones: a processor of its own fills a schema of its own from the first event on,
 * and once it has caught up the tables change places. Reads go on all the while. A rebuild goes on after a restart. Its
 * processor reads by itself: a pooled one counts its queue anew for each event that it hands over, a quarter of the time.
 */
@Component
class Rebuilds {
    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

    private final List<Projection> projections;
    private final OneOrderSource source;
    private final TokenStore tokens;
    private final TransactionManager transactions;
    private final RebuildTables tables;
    private final ProjectionProgress progress;
    private final Map<String, TrackingEventProcessor> running = new ConcurrentHashMap<>();

    Rebuilds(
            List<Projection> projections,
            OneOrderSource source,
            TokenStore tokens,
            TransactionManager transactions,
            RebuildTables tables,
            ProjectionProgress progress) {
        this.projections = projections;
        this.source = source;
        this.tokens = tokens;
        this.transactions = transactions;
        this.tables = tables;
        this.progress = progress;
    }

    Optional<Projection> projection(String name) {
        return projections.stream().filter(projection -> projection.name().equals(name)).findFirst();
    }

    /** Begins a rebuild; does nothing if one is under way. */
    synchronized void begin(Projection projection) {
        if (!running.containsKey(projection.name())) {
            tables.prepare(projection);
            follow(projection);
        }
    }

    /** The position that a rebuild has reached; empty if there is none under way. */
    Optional<Long> position(String name) {
        return running.containsKey(name) ? Optional.of(tables.position(RebuildTables.processorOf(name))) : Optional.empty();
    }

    @EventListener(ApplicationReadyEvent.class)
    void goOn() {
        tables.unfinished().stream().map(this::projection).flatMap(Optional::stream).forEach(this::follow);
    }

    private void follow(Projection projection) {
        TrackingEventProcessor processor = TrackingEventProcessor.builder()
                .name(RebuildTables.processorOf(projection.name()))
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(projection)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .errorHandler(PropagatingErrorHandler.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .messageSource(source)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .trackingEventProcessorConfiguration(TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andInitialTrackingToken(any -> source.createTailToken())
                        .andBatchSize(ProjectionConfiguration.BATCH))
                .build();
        String schema = RebuildTables.schemaOf(projection.name());
        processor.registerHandlerInterceptor((work, chain) -> {
            work.resources().put(Projection.SCHEMA_RESOURCE, schema);
            return chain.proceed();
        });
        running.put(projection.name(), processor);
        processor.start();
    }

    /** Finishes the rebuilds that have caught up. */
    @Scheduled(fixedDelay = 200)
    synchronized void finish() {
        for (String name : List.copyOf(running.keySet())) {
            long rebuilt = tables.position(RebuildTables.processorOf(name));
            if (rebuilt >= progress.position(name)) {
                finish(projection(name).orElseThrow());
            }
        }
    }

    private void finish(Projection projection) {
        var live = progress.processor(projection.name()).orElseThrow();
        TrackingEventProcessor rebuilding = running.get(projection.name());
        live.shutDown();
        try {
            long target = tables.position(projection.name());
            if (tables.position(rebuilding.getName()) < target) {
                return;
            }
            rebuilding.shutDown();
            if (tables.swap(projection)) {
                running.remove(projection.name());
                log.info("The projection {} was built anew.", projection.name());
            } else {
                rebuilding.start();
            }
        } finally {
            live.start();
        }
    }

    @PreDestroy
    void stop() {
        running.values().forEach(TrackingEventProcessor::shutDown);
    }
}
