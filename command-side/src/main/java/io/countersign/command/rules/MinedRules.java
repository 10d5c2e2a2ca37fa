package io.countersign.command.rules;

import java.util.List;

/** What mining came to: the new candidates, and how many labels lay within the window. */
public record MinedRules(List<ProposedCandidate> proposed, int consideredLabels) {}
