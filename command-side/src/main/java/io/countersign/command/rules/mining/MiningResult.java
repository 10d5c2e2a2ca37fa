package io.countersign.command.rules.mining;

import io.countersign.events.rules.Candidate;
import java.util.List;

/**
 * What mining found.
 *
 * @param proposed         new candidates, those with the most labels first
 * @param consideredLabels how many labels lay within the window
 */
public record MiningResult(List<Candidate> proposed, int consideredLabels) {
    public MiningResult {
        proposed = List.copyOf(proposed);
    }
}
