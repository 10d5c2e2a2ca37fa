package io.countersign.command.dispatch;

import io.countersign.platform.start.StartRefused;
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
        mustNotFollow();
    }

    /** Its tables tell of Axon Server's events, and of none that are here. */
    private void mustNotFollow() {
        Long followed = jdbc.queryForObject("select position from command_side.followed", Long.class);
        if (followed != null && followed > 0) {
            throw new StartRefused(
                    "This database belongs to events in an Axon Server: set axon.axonserver.enabled=true and axon.axonserver.servers.");
        }
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
