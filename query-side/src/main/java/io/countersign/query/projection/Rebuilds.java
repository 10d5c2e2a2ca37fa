package io.countersign.query.projection;

import io.countersign.platform.store.OrderedEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Rebuilds projections beside the live ones: a separate processor fills a separate schema from the first event on. When it has caught up, the new tables replace the old ones. Reads continue meanwhile. Every node takes part in every rebuild, so a rebuild continues after a restart, or if the node that started it is gone. It uses a tracking processor, because a pooled one spends a quarter of its time counting its queue.
 */
@Component
class Rebuilds {
    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
    /** How long a projection may be stopped for the replacement of its tables. */
    private static final Duration MAX_STOP = Duration.ofSeconds(1);

    private final List<Projection> projections;
    private final OrderedEventSource source;
    private final TokenStore tokens;
    private final TransactionManager transactions;
    private final RebuildTables tables;
    private final RebuildIndexes indexes;
    private final ProjectionProgress progress;
    private final ProjectionErrors errors;
    private final Map<String, TrackingEventProcessor> running = new ConcurrentHashMap<>();
    private final Set<String> indexing = ConcurrentHashMap.newKeySet();
    /** Projections whose live processor is stopped for the replacement of tables. */
    private final Set<String> stopping = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    Rebuilds(
            List<Projection> projections,
            OrderedEventSource source,
            TokenStore tokens,
            TransactionManager transactions,
            RebuildTables tables,
            RebuildIndexes indexes,
            ProjectionProgress progress,
            ProjectionErrors errors) {
        this.projections = projections;
        this.source = source;
        this.tokens = tokens;
        this.transactions = transactions;
        this.tables = tables;
        this.indexes = indexes;
        this.progress = progress;
        this.errors = errors;
    }

    Optional<Projection> projection(String name) {
        return projections.stream()
                .filter(projection -> projection.name().equals(name))
                .findFirst();
    }

    /** Starts a rebuild; does nothing if one is running. */
    synchronized void begin(Projection projection) {
        if (!running.containsKey(projection.name())) {
            tables.prepare(projection);
            follow(projection);
        }
    }

    /** The position of a rebuild; empty if none is running. */
    Optional<Long> position(String name) {
        return running.containsKey(name)
                ? Optional.of(tables.position(RebuildTables.processorOf(name)))
                : Optional.empty();
    }

    /** The processors of the running rebuilds. */
    Stream<TrackingEventProcessor> processors() {
        return running.values().stream();
    }

    /** Joins running rebuilds and finishes those that have caught up. */
    @Scheduled(fixedDelay = 500)
    synchronized void continueRebuilds() {
        if (closed) {
            return;
        }
        try {
            List<String> unfinished = tables.unfinished();
            running.keySet().stream()
                    .filter(name -> !unfinished.contains(name))
                    .toList()
                    .forEach(this::leave);
            unfinished.stream()
                    .filter(name -> !running.containsKey(name))
                    .flatMap(name -> projection(name).stream())
                    .forEach(this::join);
            List.copyOf(running.keySet()).forEach(this::finishIfCaughtUp);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Can't look after rebuilds, trying again: {}", e.getMessage());
        }
    }

    private void leave(String name) {
        running.remove(name).shutDown();
    }

    private void join(Projection projection) {
        tables.renewIfOutdated(projection);
        follow(projection);
    }

    private void follow(Projection projection) {
        String name = RebuildTables.processorOf(projection.name());
        TrackingEventProcessor processor = TrackingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(projection)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .errorHandler(errors.handlerOf(name))
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .messageSource(errors.observed(name, source.inConvoy()))
                .tokenStore(tokens)
                .transactionManager(transactions)
                .trackingEventProcessorConfiguration(TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andInitialTrackingToken(any -> source.createTailToken())
                        .andBatchSize(ProjectionConfiguration.BATCH)
                        .andTokenClaimInterval(ProjectionConfiguration.CLAIM_INTERVAL_MILLIS, TimeUnit.MILLISECONDS))
                .build();
        String schema = RebuildTables.schemaOf(projection.name());
        processor.registerHandlerInterceptor((work, chain) -> {
            work.resources().put(Projection.SCHEMA_RESOURCE, schema);
            return chain.proceed();
        });
        errors.forget(name);
        running.put(projection.name(), processor);
        processor.start();
    }

    private void finishIfCaughtUp(String name) {
        Projection projection = projection(name).orElseThrow();
        if (indexing.contains(name) || stopping.contains(name) || !isCaughtUp(name, progress.position(name))) {
            return;
        }
        if (!indexes.areComplete(projection)) {
            index(projection);
        } else if (!tables.areInUse(projection)) {
            tables.analyze(projection);
            finish(projection);
        }
    }

    /** Runs in its own thread, since it may take long. The rebuild waits for it and then catches up again. */
    private void index(Projection projection) {
        String name = projection.name();
        indexing.add(name);
        new Thread(
                        () -> {
                            try {
                                indexes.createMissing(projection);
                            } catch (RuntimeException | Error e) {
                                log.warn("Can't index the new tables of {}, trying again: {}", name, e.getMessage());
                            } finally {
                                indexing.remove(name);
                            }
                        },
                        "index-" + name)
                .start();
    }

    private boolean isCaughtUp(String name, long position) {
        return tables.position(RebuildTables.processorOf(name)) >= position;
    }

    /**
     * Stops the live processor on all nodes, waits until the rebuild has reached its position, and then replaces the tables. After a failure both processors continue, and the next attempt is made once the live one runs again: a processor that stops slowly must not be restarted in the middle of another attempt.
     */
    private void finish(Projection projection) {
        String name = projection.name();
        StreamingEventProcessor live = progress.processor(name).orElseThrow();
        TrackingEventProcessor rebuilding = running.get(name);
        CompletableFuture<Void> stopped = live.shutdownAsync();
        stopping.add(name);
        try {
            if (replaceTables(projection, stopped, rebuilding)) {
                running.remove(name);
                log.info("The projection {} was rebuilt.", name);
            } else {
                rebuilding.start();
            }
        } finally {
            stopped.whenComplete((done, e) -> startAgain(name, live));
        }
    }

    private void startAgain(String name, StreamingEventProcessor live) {
        try {
            if (!closed) {
                live.start();
            }
        } finally {
            stopping.remove(name);
        }
    }

    private boolean replaceTables(
            Projection projection, CompletableFuture<Void> stopped, TrackingEventProcessor rebuilding) {
        try {
            stopped.get(MAX_STOP.toMillis(), TimeUnit.MILLISECONDS);
            tables.claim(projection);
            if (hasCaughtUp(projection)) {
                rebuilding.shutDown();
                return tables.swap(projection);
            }
        } catch (TimeoutException | ExecutionException e) {
            log.info("The projection {} is busy; its new tables are put in place later.", projection.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Can't put the new tables of {} in place, trying again: {}", projection.name(), e.getMessage());
        }
        return false;
    }

    private boolean hasCaughtUp(Projection projection) {
        long position = tables.position(projection.name());
        long deadline = System.nanoTime() + MAX_STOP.toNanos();
        while (!isCaughtUp(projection.name(), position)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return true;
    }

    /** Runs before Axon stops the live processors, so that none is started again afterwards. */
    @EventListener(ContextClosedEvent.class)
    synchronized void stop() {
        if (closed) {
            return;
        }
        closed = true;
        running.values().forEach(TrackingEventProcessor::shutDown);
    }
}
