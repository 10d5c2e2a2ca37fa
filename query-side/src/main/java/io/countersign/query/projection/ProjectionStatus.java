package io.countersign.query.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * The state of a projection.
 *
 * @param lagSeconds the age of the oldest missing event; 0 if none is missing
 * @param progress   of the rebuild if one is running, otherwise of the projection; 0 to 1
 * @param lastError  null if the last batch succeeded
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
