package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.MemorySync;
import io.countersign.platform.store.PastEvents;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Writes memory anew in one transaction: nobody sees it half done, and a crash leaves the old one. */
@Component
class MemoryRebuild {
    private final MemorySync sync;
    private final PastEvents events;
    private final List<Memory> memories;

    MemoryRebuild(MemorySync sync, PastEvents events, List<Memory> memories) {
        this.sync = sync;
        this.events = events;
        this.memories = memories;
    }

    @CommandHandler
    long decide(RebuildMemory rebuild) {
        sync.pause();
        memories.forEach(Memory::forget);
        return events.read(page -> memories.forEach(memory -> memory.remember(page)));
    }
}
