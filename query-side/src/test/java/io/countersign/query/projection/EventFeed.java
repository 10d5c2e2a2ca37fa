package io.countersign.query.projection;

import io.countersign.events.EventMetaData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Feeds events to a projection through its annotations, a batch in a transaction, as its processor does. */
public final class EventFeed {
    private final SimpleEventHandlerInvoker invoker;
    private final SpringTransactionManager transactions;
    private long position;
    private Instant time = Instant.parse("2026-03-01T08:00:00.000001Z");
    private String user = "user-1";

    public EventFeed(DataSource dataSource, Projection projection) {
        projection.setJdbc(new JdbcTemplate(dataSource));
        projection.setPositionTimes(new PostgresPositionTimes());
        this.transactions = new SpringTransactionManager(new DataSourceTransactionManager(dataSource));
        this.invoker = SimpleEventHandlerInvoker.builder()
                .eventHandlers(projection)
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                .build();
    }

    /** What follows happens at this time. */
    public EventFeed at(Instant time) {
        this.time = time;
        return this;
    }

    /** What follows is done by this user. */
    public EventFeed by(String user) {
        this.user = user;
        return this;
    }

    /** What follows comes after this position. */
    public EventFeed after(long position) {
        this.position = position;
        return this;
    }

    /** One batch, at the next positions. Nothing of it is written if any of it can't be. */
    public EventFeed publish(Object... payloads) {
        List<EventMessage<?>> messages = new ArrayList<>();
        for (Object payload : payloads) {
            messages.add(message(payload, ++position));
        }
        BatchingUnitOfWork<EventMessage<?>> work = new BatchingUnitOfWork<>(messages);
        work.attachTransaction(transactions);
        var result = work.executeWithResult(() -> {
            invoker.handle(work.getMessage(), Segment.ROOT_SEGMENT);
            return null;
        });
        if (result.isExceptional()) {
            throw new IllegalStateException(result.exceptionResult());
        }
        return this;
    }

    private EventMessage<?> message(Object payload, long position) {
        Map<String, String> metaData =
                Map.of(EventMetaData.USER_ID, user, EventMetaData.CORRELATION_ID, "correlation-" + position);
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                new GenericDomainEventMessage<>(
                        "Type", "aggregate", position, payload, metaData, "event-" + position, time));
    }
}
