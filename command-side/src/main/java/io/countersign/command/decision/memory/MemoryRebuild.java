package io.countersign.command.decision.memory;

import io.countersign.platform.store.PastEvents;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes memory anew in one transaction: nobody sees it half done, and a crash leaves the old one. */
@Component
class MemoryRebuild {
    private final JdbcTemplate jdbc;
    private final PastEvents events;
    private final List<Memory> memories;

    MemoryRebuild(JdbcTemplate jdbc, PastEvents events, List<Memory> memories) {
        this.jdbc = jdbc;
        this.events = events;
        this.memories = memories;
    }

    /** Every command that memory is for begins with a row of these tables, so none is under way once they are locked. */
    @CommandHandler
    long decide(RebuildMemory rebuild) {
        jdbc.execute("lock table command_side.tenant_memory, command_side.book_memory in exclusive mode");
        memories.forEach(Memory::forget);
        return events.read(page -> memories.forEach(memory -> memory.remember(page)));
    }
}
