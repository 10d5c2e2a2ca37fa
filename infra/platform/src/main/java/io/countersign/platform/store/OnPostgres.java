package io.countersign.platform.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** A bean that exists only where PostgreSQL is the event store, as it is by default. The opposite is {@link OnAxonServer}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = OnAxonServer.PROPERTY, havingValue = "false", matchIfMissing = true)
public @interface OnPostgres {}
