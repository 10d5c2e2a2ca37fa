package io.countersign.command.axonserver;

import io.countersign.platform.start.StartRefused;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The newest event that the tables tell of. A server that has another one in its place is another one's. */
final class ServerIdentityCheck {
    private final JdbcTemplate jdbc;
    private final ServerEvents there;

    ServerIdentityCheck(JdbcTemplate jdbc, ServerEvents there) {
        this.jdbc = jdbc;
        this.there = there;
    }

    /** @throws StartRefused if it isn't */
    void mustBeThere() {
        Followed last = jdbc.queryForObject(
                "select position, event_id from command_side.followed",
                (row, n) -> new Followed(row.getLong("position"), Optional.ofNullable(row.getString("event_id"))));
        if (!there.reach(last.position)) {
            throw new StartRefused(
                    "Axon Server holds fewer events than this database tells of: name the server that has them in axon.axonserver.servers.");
        }
        if (last.id.isPresent() && !there.idAt(last.position).equals(last.id.get())) {
            throw new StartRefused(
                    "Axon Server has another event at position %s than this database tells of: name the server that has its events in axon.axonserver.servers."
                            .formatted(last.position));
        }
    }

    /** @param id empty as long as none was written since this is noted */
    private record Followed(long position, Optional<String> id) {}
}
