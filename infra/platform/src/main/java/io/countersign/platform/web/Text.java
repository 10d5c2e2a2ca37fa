package io.countersign.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits of a text in a request: not blank, a number of characters, none that controls how others show. It is read in the
 * form that {@link io.countersign.policy.NameForm} gives it, unless it is multiline, secret or wanted as given.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {
    int max() default TextRules.NAME_LENGTH;

    /** Whether line ends and tabs are welcome, and blank text too. */
    boolean multiline() default false;

    /** Whether it never shows, as a password, so that any characters are welcome that text can have. */
    boolean secret() default false;

    /** Whether every character counts, as in a pattern. */
    boolean asGiven() default false;
}
