package io.countersign.command.dispatch;

import io.countersign.events.EventMetaData;
import io.countersign.platform.database.DatabaseProperties;
import io.countersign.platform.start.BuildInfo;
import io.countersign.platform.store.OnPostgres;
import java.time.Duration;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The command bus and its interceptors. */
@Configuration
@EnableScheduling
public class CommandBusConfiguration {
    /** Connections of the pool that commands leave to reads, projections and the event store's own work. */
    private static final int LEFT_TO_OTHERS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    static CorrelationDataProvider whoAndWhy() {
        return new SimpleCorrelationDataProvider(
                EventMetaData.USER_ID, EventMetaData.ACTOR, EventMetaData.AUTH, EventMetaData.CORRELATION_ID);
    }

    /** The build of the node that handles the command, which need not be the one that it was sent to. */
    @Bean
    static CorrelationDataProvider recordedBy() {
        Map<String, String> build = Map.of(EventMetaData.BUILD, BuildInfo.name());
        return command -> build;
    }

    @Bean
    @OnPostgres
    @Qualifier("localSegment")
    static CommandBus localSegment(
            TransactionManager transactions, org.axonframework.config.Configuration axon, DatabaseProperties database) {
        return localBus(transactions, axon, database);
    }

    /** The bus that handles commands on this node. */
    public static CommandBus localBus(
            TransactionManager transactions, org.axonframework.config.Configuration axon, DatabaseProperties database) {
        CommandBus bus = new QueuedCommandBus(transactions, new FairQueue(places(database), PATIENCE));
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    /** How many commands may hold a connection at once. */
    static int places(DatabaseProperties database) {
        return Math.max(1, database.poolSize() - LEFT_TO_OTHERS);
    }

    @Bean
    @OnPostgres
    static CommandRouter commandRouter(LocalCommands local) {
        return local::sendAndWait;
    }

    @Bean
    @OnPostgres
    static MemorySync memorySync() {
        return new MemorySync() {};
    }

    @Bean
    @OnPostgres
    static AnswerStore answerStore(Idempotency idempotency, LastPublishedEvent lastEvent) {
        return (work, key, result) ->
                work.onPrepareCommit(committing -> idempotency.keep(key, result, lastEvent.find()));
    }

    @Autowired
    void intercept(
            CommandBus commands,
            Idempotency idempotency,
            LastPublishedEvent lastEvent,
            AnswerStore answers,
            CommandLocks locks,
            MemorySync memory,
            ObjectProvider<CommandPrecondition> before) {
        // Not beans: Axon would register those a second time, in an order of its own.
        commands.registerHandlerInterceptor(new IdempotencyInterceptor(idempotency, lastEvent, answers));
        commands.registerHandlerInterceptor(new CommandLockInterceptor(locks, memory));
        before.orderedStream()
                .forEach(first -> commands.registerHandlerInterceptor((work, chain) -> {
                    first.before(work.getMessage().getPayload());
                    return chain.proceed();
                }));
    }
}
