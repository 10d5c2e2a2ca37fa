package io.countersign.query.rules;

import java.util.List;
import java.util.Locale;

/** What the rules' page shows of a book. */
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

    /** Of the candidates on it; none where it shows none. */
    List<String> statuses() {
        return statuses;
    }
}
