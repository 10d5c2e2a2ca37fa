package io.countersign.query.rules;

import java.util.List;
import java.util.Locale;

/** The tabs of the rules page. */
enum RulesTab {
    PENDING("Proposed", List.of("pending")),
    ACCEPTED("Accepted", List.of("accepted", "rolled_back")),
    REJECTED("Rejected", List.of("rejected")),
    VERSIONS("Versions", List.of());

    private final String title;
    private final List<String> statuses;

    RulesTab(String title, List<String> statuses) {
        this.title = title;
        this.statuses = statuses;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statuses of the candidates on this tab; empty for the versions. */
    List<String> statuses() {
        return statuses;
    }
}
