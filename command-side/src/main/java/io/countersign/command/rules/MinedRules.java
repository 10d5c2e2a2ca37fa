package io.countersign.command.rules;

import java.util.List;

/** The result of mining: the new candidates, and the number of labels within the window. */
public record MinedRules(List<ProposedCandidate> proposed, int consideredLabels) {}
