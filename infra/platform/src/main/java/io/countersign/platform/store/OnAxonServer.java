package io.countersign.platform.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** A bean that exists only where Axon Server is the event store. The opposite is {@link OnPostgres}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = OnAxonServer.PROPERTY, havingValue = "true")
public @interface OnAxonServer {
    /** The property that chooses the event store: Axon Server if it is true, otherwise PostgreSQL. */
    String PROPERTY = "axon.axonserver.enabled";
}
