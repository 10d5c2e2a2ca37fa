package io.countersign.query.pages;

import java.util.Locale;
import java.util.stream.Stream;

/** The colour theme of pages; {@link #AUTO} follows the system setting of the viewer. */
public enum Theme {
    LIGHT("Light"),
    DARK("Dark"),
    AUTO("Auto");

    private final String title;

    Theme(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Theme named(String name) {
        return Stream.of(values())
                .filter(theme -> theme.wireName().equals(name))
                .findFirst()
                .orElse(AUTO);
    }
}
