package io.countersign.query.projection;

import io.countersign.platform.store.OnAxonServer;
import org.springframework.stereotype.Component;

/** Axon Server keeps no times of positions, so the time is the later of the event's own and the last in the table. */
@Component
@OnAxonServer
final class AxonServerPositionTimes implements PositionTimes {
    @Override
    public String from(String table) {
        return """
                from (
                    select told.position,
                           greatest(told.at, (
                               select before.reached_at
                               from %s before
                               where before.position < told.position
                               order by before.position desc
                               limit 1)) as reached_at
                    from (select ?::bigint as position, ?::timestamptz as at) told
                ) reached
                where true
                """.formatted(table);
    }
}
