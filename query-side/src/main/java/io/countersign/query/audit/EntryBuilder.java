package io.countersign.query.audit;

import io.countersign.events.EventJson;
import io.countersign.events.EventMetaData;
import io.countersign.policy.Outcome;
import io.countersign.policy.Reason;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.query.projection.Batch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Builds one entry. Position, time and user come from the event message; the methods add the rest. */
final class EntryBuilder {
    /** Like the JSON of events, but keeps the order of fields. */
    private static final JsonMapper JSON = EventJson.mapper()
            .rebuild()
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final String TABLE = """
            audit_entry (position, event_id, timestamp, tenant_id, txn_id, vendor_normalized, action, \
            not_auto_post_reason, reasons, calibrated_p, threshold_used, account, amount, currency, rule_id, \
            rule_version, user_id, before, after, reason_text, correlation_id, actor, auth, build, decision_function)""";

    private final EventMessage<?> message;
    private final long position;
    private final EntryAction action;
    private TenantId tenantId;
    private TxnId txnId;
    private String vendor;
    private BigDecimal amount;
    private String currency;
    private String account;
    private BigDecimal calibratedP;
    private Outcome outcome;
    private String ruleId;
    private Integer ruleVersion;
    private Map<String, ?> before;
    private Map<String, ?> after;
    private String reasonText;

    EntryBuilder(EntryAction action, EventMessage<?> message, TrackingToken token) {
        this.action = action;
        this.message = message;
        this.position = token.position().orElseThrow();
    }

    EntryBuilder tenant(TenantId tenant) {
        this.tenantId = tenant;
        return this;
    }

    EntryBuilder transaction(TxnId txnId, String vendorNormalized, BigDecimal amount, String currency) {
        this.txnId = txnId;
        this.vendor = vendorNormalized;
        this.amount = amount;
        this.currency = currency;
        return this;
    }

    EntryBuilder account(String account, BigDecimal calibratedP) {
        this.account = account;
        this.calibratedP = calibratedP;
        return this;
    }

    EntryBuilder outcome(Outcome outcome, RuleMatch match) {
        this.outcome = outcome;
        if (match != null) {
            rule(match.rule().ruleId(), match.version());
        }
        return account(outcome.account(), outcome.calibratedP());
    }

    /** @param version the version of the rule book */
    EntryBuilder rule(String id, int version) {
        this.ruleId = id;
        this.ruleVersion = version;
        return this;
    }

    EntryBuilder before(Map<String, ?> fields) {
        this.before = fields;
        return this;
    }

    EntryBuilder after(Map<String, ?> fields) {
        this.after = fields;
        return this;
    }

    EntryBuilder reason(String text) {
        this.reasonText = text;
        return this;
    }

    long position() {
        return position;
    }

    Instant timestamp() {
        return message.getTimestamp();
    }

    /** Null if the entry is not about a transaction. */
    String vendor() {
        return vendor;
    }

    void addTo(Batch batch) {
        Reason first = outcome == null ? null : outcome.notAutoPostReason();
        List<String> reasons = outcome == null
                ? null
                : outcome.reasons().stream().map(Reason::wireName).toList();
        batch.insert(
                TABLE,
                position,
                message.getIdentifier(),
                timestamp(),
                tenantId,
                txnId,
                vendor,
                action.wireName(),
                first == null ? null : first.wireName(),
                reasons,
                calibratedP,
                outcome == null ? null : outcome.thresholdUsed(),
                account,
                amount,
                currency,
                ruleId,
                ruleVersion,
                message.getMetaData().get(EventMetaData.USER_ID),
                json(before),
                json(after),
                reasonText,
                message.getMetaData().get(EventMetaData.CORRELATION_ID),
                message.getMetaData().get(EventMetaData.ACTOR),
                message.getMetaData().get(EventMetaData.AUTH),
                message.getMetaData().get(EventMetaData.BUILD),
                message.getMetaData().get(EventMetaData.DECISION_FUNCTION));
    }

    private static String json(Map<String, ?> fields) {
        return fields == null ? null : JSON.writeValueAsString(fields);
    }
}
