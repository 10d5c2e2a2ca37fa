package io.countersign.query.dryrun;

import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Proposal;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Converts a row to a recorded decision. Columns are read by number for speed, because a dry-run may read a million rows. Columns that rules, the decision function and sums do not use are not read.
 */
final class RecordedDecisionRow {
    static final String COLUMNS = """
            position, tenant_id, account, not_auto_post_reason, vendor_normalized, amount, department, memo, mcc,
            proposal_account, proposal_p, proposal_source, proposal_cost_usd, journal_difference, autopost_enabled,
            autopost_threshold, llm_tenant_cap_usd, cold_start_min_labels, label_account, label_run, llm_spend_usd,
            amount_count, amount_mean, amount_deviation, firm_version, tenant_version, rule_of_firm, rule_confidence,
            rule_evidence_count, rule_contested, currency""";
    private static final Map<String, Proposal.Source> SOURCES =
            Stream.of(Proposal.Source.values()).collect(Collectors.toMap(Proposal.Source::wireName, source -> source));
    private static final TxnId ANY = new TxnId("any");

    private RecordedDecisionRow() {}

    static RecordedDecision read(ResultSet row) throws SQLException {
        String tenant = row.getString(2);
        String account = row.getString(3);
        DecisionInputs inputs = new DecisionInputs(
                transaction(row),
                proposal(row),
                journal(row.getBigDecimal(14)),
                settings(row),
                labels(row),
                row.getBigDecimal(21),
                new AmountStatistics(row.getLong(22), row.getBigDecimal(23), row.getBigDecimal(24)),
                row.getInt(25),
                row.getInt(26),
                match(row, tenant, account));
        return new RecordedDecision(row.getLong(1), tenant, new DecisionResult(account, row.getString(4)), inputs);
    }

    private static Transaction transaction(ResultSet row) throws SQLException {
        String vendor = row.getString(5);
        return new Transaction(
                ANY,
                LocalDate.EPOCH,
                vendor,
                vendor,
                row.getBigDecimal(6),
                row.getString(31),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        String account = row.getString(10);
        return account == null
                ? null
                : new Proposal(
                        account, row.getBigDecimal(11), SOURCES.get(row.getString(12)), row.getBigDecimal(13), null);
    }

    private static JournalTotals journal(BigDecimal difference) {
        return difference == null ? null : new JournalTotals(difference, BigDecimal.ZERO, 0, null);
    }

    private static Settings settings(ResultSet row) throws SQLException {
        return new Settings(row.getBoolean(15), row.getBigDecimal(16), row.getBigDecimal(17), row.getInt(18));
    }

    private static LabelRun labels(ResultSet row) throws SQLException {
        String account = row.getString(19);
        return account == null ? null : new LabelRun(account, row.getInt(20));
    }

    /** The decided account is that of the matched rule. */
    private static RuleMatch match(ResultSet row, String tenant, String account) throws SQLException {
        boolean ofFirm = row.getBoolean(27);
        if (row.wasNull()) {
            return null;
        }
        Rule rule = new Rule(
                null, null, null, account, 0, row.getBigDecimal(28), row.getInt(29), null, null, null, null, null);
        return ofFirm
                ? new RuleMatch(rule, TenantId.FIRM, row.getInt(25), row.getBoolean(30))
                : new RuleMatch(rule, tenant, row.getInt(26), row.getBoolean(30));
    }
}
