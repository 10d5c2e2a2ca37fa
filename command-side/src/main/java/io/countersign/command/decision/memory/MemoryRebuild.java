package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.MemorySync;
import io.countersign.platform.store.EventHistory;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes memory anew in one transaction: nobody sees it half done, and a crash leaves the old one. */
@Component
class MemoryRebuild {
    private final MemorySync sync;
    private final EventHistory events;
    private final List<EventDerivedTables> memories;
    private final JdbcTemplate jdbc;

    MemoryRebuild(MemorySync sync, EventHistory events, List<EventDerivedTables> memories, JdbcTemplate jdbc) {
        this.sync = sync;
        this.events = events;
        this.memories = memories;
        this.jdbc = jdbc;
    }

    @CommandHandler
    long decide(RebuildMemory rebuild) {
        sync.pause();
        memories.forEach(EventDerivedTables::forget);
        jdbc.update("delete from command_side.outdated_memory");
        return events.read(page -> memories.forEach(memory -> memory.remember(page)));
    }
}
