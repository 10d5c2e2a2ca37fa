package io.countersign.command.dispatch;

import java.util.Collection;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Turns by locks of the rows themselves, which hold what is newest, as they are written with the events. */
@Component
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false", matchIfMissing = true)
class RowTurns implements CommandTurns {
    private final JdbcTemplate jdbc;

    RowTurns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void take(String kind, Collection<String> names) {}

    @Override
    public void share(String kind, String name) {}

    @Override
    public String rows(String lock) {
        return lock;
    }

    @Override
    public boolean see() {
        return false;
    }

    /** Every command that memory is for begins with a row of these tables, so none is under way once they are locked. */
    @Override
    public void takeMemory() {
        jdbc.execute("lock table command_side.tenant_memory, command_side.book_memory in exclusive mode");
    }

    @Override
    public void handOver() {}
}
