package io.countersign.query.projection;

import io.countersign.platform.store.NodeName;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Spreads the projections over the nodes that share a database. The first to start follows them all; each that comes later
 * takes one over from the busiest until it follows as many, or one fewer. Whoever loses one finds that its token isn't its own
 * any more and writes nothing of what it has in hand. Nothing is taken while it is built anew, see {@link Rebuilds}.
 */
@Component
class EvenShares {
    private static final Logger log = LoggerFactory.getLogger(EvenShares.class);
    private static final int THE_ONE_SEGMENT = 0;

    private final ProjectionProgress progress;
    private final JdbcClient jdbc;
    private final NodeName node;

    EvenShares(ProjectionProgress progress, JdbcClient jdbc, NodeName node) {
        this.progress = progress;
        this.jdbc = jdbc;
        this.node = node;
    }

    @Scheduled(fixedDelay = 2_000)
    void even() {
        try {
            if (progress.names().stream()
                    .allMatch(name -> progress.processor(name)
                            .filter(StreamingEventProcessor::isRunning)
                            .isPresent())) {
                take().flatMap(progress::processor).ifPresent(processor -> processor.claimSegment(THE_ONE_SEGMENT));
            }
        } catch (DataAccessException e) {
            log.warn("Can't see to it that every node follows as many projections, trying again: {}", e.getMessage());
        }
    }

    /**
     * Makes the token of one of the busiest node's projections this node's; empty if the shares are even. The first that a node
     * takes is the first by name, the next is not the next: the two that have most to write, audit and decisions, part.
     */
    private Optional<String> take() {
        return jdbc.sql("""
                        with share as (
                            select owner, array_agg(processor order by processor) as processors
                            from read_model.token
                            where processor = any (:names) and updated_at::timestamptz > now() - interval '5 seconds'
                            group by owner
                        ), here as (
                            select coalesce(max(cardinality(processors)), 0) as count from share where owner = :node
                        ), busiest as (
                            select owner, processors[1 + count] as next
                            from share, here
                            where cardinality(processors) >= 2 + count
                            order by cardinality(processors) desc, owner
                            limit 1
                        )
                        update read_model.token
                        set owner = :node, updated_at = :now
                        from busiest
                        where token.processor = busiest.next and token.owner = busiest.owner
                          and not exists (select from read_model.rebuild where projection = token.processor)
                        returning token.processor
                        """)
                .param("names", progress.names().toArray(String[]::new))
                .param("node", node.value())
                .param("now", DateTimeUtils.formatInstant(Instant.now()))
                .query(String.class)
                .optional();
    }
}
