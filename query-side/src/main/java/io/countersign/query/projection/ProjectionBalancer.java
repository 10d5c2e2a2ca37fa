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
 * Distributes the projections evenly over the nodes that share a database. The first node processes all of them. Each later node takes over one at a time from the node with most, until the numbers differ by at most one. A node that loses a projection no longer owns its token, so it cannot write its unfinished batch. A projection is not taken over during a rebuild, see {@link Rebuilds}.
 */
@Component
class ProjectionBalancer {
    private static final Logger log = LoggerFactory.getLogger(ProjectionBalancer.class);
    private static final int ONLY_SEGMENT = 0;

    private final ProjectionProgress progress;
    private final JdbcClient jdbc;
    private final NodeName node;

    ProjectionBalancer(ProjectionProgress progress, JdbcClient jdbc, NodeName node) {
        this.progress = progress;
        this.jdbc = jdbc;
        this.node = node;
    }

    @Scheduled(fixedDelay = 2_000)
    void balance() {
        try {
            if (progress.names().stream()
                    .allMatch(name -> progress.processor(name)
                            .filter(StreamingEventProcessor::isRunning)
                            .isPresent())) {
                claim().flatMap(progress::processor).ifPresent(processor -> processor.claimSegment(ONLY_SEGMENT));
            }
        } catch (DataAccessException e) {
            log.warn("Projections can't be distributed over the nodes, trying again: {}", e.getMessage());
        }
    }

    /**
     * Claims the token of a projection of the node with most projections; empty if the distribution is even. A node skips as many names as it already has projections, so that audit and decisions, which write most, end up on different nodes.
     */
    private Optional<String> claim() {
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
