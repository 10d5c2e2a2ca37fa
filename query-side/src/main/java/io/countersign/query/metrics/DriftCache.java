package io.countersign.query.metrics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The indices of drift that were told last. Decisions only come in, and none ever changes its day, vendor or amount: as
 * long as both windows have as many as before they have the same ones, and what was found then holds, exactly.
 */
final class Drifts {
    private static final int KEPT = 1_000;

    /** @param earlier how many decisions the window before has, as now says of this one */
    record Question(Scope scope, Window window, long earlier, long now) {
        /** Whether there are enough decisions to tell. */
        boolean hasAnswer() {
            return earlier >= Drift.LEAST && now >= Drift.LEAST;
        }
    }

    /** Null where there are too few decisions. */
    record Indices(BigDecimal vendor, BigDecimal amount) {
        static final Indices NONE = new Indices(null, null);
    }

    private final Map<Question, Indices> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Indices> eldest) {
            return size() > KEPT;
        }
    };

    Indices tell(Question question, Supplier<Indices> answer) {
        if (!question.hasAnswer()) {
            return Indices.NONE;
        }
        Indices known = known(question);
        if (known == null) {
            known = answer.get();
            keep(question, known);
        }
        return known;
    }

    private synchronized Indices known(Question question) {
        return told.get(question);
    }

    private synchronized void keep(Question question, Indices indices) {
        told.put(question, indices);
    }
}
