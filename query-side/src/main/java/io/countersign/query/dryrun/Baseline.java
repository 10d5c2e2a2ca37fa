package io.countersign.query.dryrun;

import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import java.util.List;

/** What a dry-run compares a change with. */
enum Baseline {
    /** The recorded outcome. The change is applied to the rule books and settings of that time. */
    RECORDED,
    /** The outcome with the present rule books and settings. The change is applied to those. */
    CURRENT;

    /**
     * @param text null for the default
     * @throws Refusal for any other text
     */
    static Baseline read(String text) {
        if (text == null) {
            return RECORDED;
        }
        for (Baseline baseline : values()) {
            if (baseline.wireName().equals(text)) {
                return baseline;
            }
        }
        throw Refusal.invalid(List.of(new FieldError("baseline", "must be recorded or current")));
    }

    String wireName() {
        return this == RECORDED ? "recorded" : "current";
    }
}
