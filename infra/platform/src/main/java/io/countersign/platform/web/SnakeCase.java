package io.countersign.platform.web;

import java.util.Locale;

/** {@code camelCase} to {@code snake_case}: our names in Java to those on the wire. */
public final class SnakeCase {
    private SnakeCase() {}

    public static String of(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
