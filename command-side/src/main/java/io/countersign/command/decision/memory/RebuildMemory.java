package io.countersign.command.decision.memory;

/** Writes all memory anew from the events. Other commands wait; comes to how many events there were. */
record RebuildMemory() {}
