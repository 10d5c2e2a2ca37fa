package io.countersign.policy;

import java.util.Locale;

/** An enum constant that has a name in JSON, URLs and the database: its own in lower case. */
public interface WireName {
    String name();

    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of any enum's constant. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
