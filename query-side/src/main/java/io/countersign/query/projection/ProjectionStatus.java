package io.countersign.query.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * How a projection is doing.
 *
 * @param lagSeconds age of the oldest event that it hasn't got; 0 if it has all
 * @param progress   of the rebuild if there is one, else of the projection: 0 to 1
 * @param lastError  null if the last batch went well
 */
record ProjectionStatus(
        String name,
        long position,
        long head,
        long lagEvents,
        BigDecimal lagSeconds,
        State state,
        BigDecimal progress,
        String lastError) {
    enum State {
        @JsonProperty("live")
        LIVE,
        @JsonProperty("replaying")
        REPLAYING,
        @JsonProperty("stopped")
        STOPPED
    }
}
