package io.countersign.query.decisions;

import static io.countersign.query.sql.SqlValues.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.countersign.platform.rules.VersionId;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A decision as lists show it.
 *
 * @param outcome {@code open} until a person approves, corrects or rejects it
 */
record DecisionRow(
        String tenantId,
        String txnId,
        LocalDate date,
        String vendor,
        String vendorNormalized,
        BigDecimal amount,
        String currency,
        String department,
        String action,
        String notAutoPostReason,
        List<String> reasons,
        String account,
        BigDecimal calibratedP,
        BigDecimal thresholdUsed,
        String ruleId,
        String ruleScope,
        String ruleVersion,
        String status,
        String outcome,
        Instant decidedAt,
        @JsonIgnore long position) {
    static final String COLUMNS = """
            tenant_id, txn_id, date, vendor, vendor_normalized, amount, currency, department, action,
            not_auto_post_reason, reasons, coalesce(settled_account, account) as account, calibrated_p, threshold_used,
            rule_id, rule_scope, rule_version, outcome, decided_at, position""";

    static DecisionRow from(ResultSet row, int number) throws SQLException {
        String action = row.getString("action");
        return new DecisionRow(
                row.getString("tenant_id"),
                row.getString("txn_id"),
                row.getObject("date", LocalDate.class),
                row.getString("vendor"),
                row.getString("vendor_normalized"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("department"),
                action,
                row.getString("not_auto_post_reason"),
                texts(row.getArray("reasons")),
                row.getString("account"),
                row.getBigDecimal("calibrated_p"),
                row.getBigDecimal("threshold_used"),
                row.getString("rule_id"),
                row.getString("rule_scope"),
                version(row.getObject("rule_version", Integer.class)),
                action.equals("imported") ? "imported" : "decided",
                row.getString("outcome"),
                instant(row, "decided_at"),
                row.getLong("position"));
    }

    private static String version(Integer number) {
        return number == null ? null : VersionId.of(number);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
