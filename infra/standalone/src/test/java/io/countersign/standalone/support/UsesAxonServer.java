package io.countersign.standalone.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Tests that have a {@link TestAxonServer} to themselves, and are skipped where none is named. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = TestAxonServer.ADDRESS,
        matches = ".+",
        disabledReason = "needs an Axon Server in development mode, to be named by " + TestAxonServer.ADDRESS)
public @interface UsesAxonServer {}
