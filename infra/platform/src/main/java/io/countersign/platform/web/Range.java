package io.countersign.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits of a number in a request, both inclusive, and how many decimals it may have. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
    /** The largest amount of money in any request. */
    String AMOUNT_MAX = "999999999999999";

    String AMOUNT_MIN = "-" + AMOUNT_MAX;

    String min();

    String max();

    int decimals() default 0;
}
