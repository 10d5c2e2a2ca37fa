package io.countersign.query.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** An entry, parsed from its JSON. Absent fields are null. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record EntryRow(
        long position,
        String eventId,
        Instant timestamp,
        String tenantId,
        String txnId,
        String vendorNormalized,
        String action,
        String notAutoPostReason,
        List<String> reasons,
        BigDecimal calibratedP,
        BigDecimal thresholdUsed,
        String account,
        BigDecimal amount,
        String currency,
        String ruleId,
        String ruleVersion,
        String userId,
        @Schema(implementation = Object.class) JsonNode before,
        @Schema(implementation = Object.class) JsonNode after,
        String reasonText,
        String correlationId,

        @Schema(
                description =
                        "Who acted: person, service or system; null if an earlier program version recorded the event")
        String actor,

        @Schema(description = "How the user was authenticated: password, api_key, external_token or none")
        String auth,

        @Schema(description = "The program version that recorded the event, as version+commit")
        String build,

        @Schema(description = "The version number of the decision function; null if the event is not a decision")
        Integer decisionFunction) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static EntryRow of(AuditView.Line line) {
        return JSON.readValue(line.json(), EntryRow.class);
    }

    static List<EntryRow> of(List<AuditView.Line> lines) {
        return lines.stream().map(EntryRow::of).toList();
    }

    /** Parses lines and reverses their order. */
    static List<EntryRow> newestFirst(List<AuditView.Line> lines) {
        List<EntryRow> rows = new ArrayList<>(of(lines));
        Collections.reverse(rows);
        return rows;
    }

    /** The ids of the users who caused these entries. */
    static Set<String> users(List<EntryRow> rows) {
        return rows.stream().map(EntryRow::userId).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
