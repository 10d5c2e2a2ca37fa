package io.countersign.events;

import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.SignInBlocked;
import io.countersign.events.user.SignInEvent.Purpose;
import io.countersign.events.user.SignInFailed;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.events.user.UserSignedOut;
import io.countersign.policy.Action;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.LabelRun;
import io.countersign.policy.Outcome;
import io.countersign.policy.Proposal;
import io.countersign.policy.Reason;
import io.countersign.policy.Role;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;

/** The events whose JSON is approved: each with everything in it, and where components may be null, once without them. */
final class EventExamples {
    private static final TenantId TENANT = new TenantId("pilot-cafe-emoji-1a2b3c4d");
    private static final TxnId TXN = new TxnId("txn:2026-03.0001=A");
    private static final String VENDOR = "Café Émoji ☕ 株式会社";
    private static final String NORMALIZED = "cafe emoji 株式会社";
    private static final EncryptedText EMAIL = new EncryptedText("3q2+7wAAAAAAAAAAAAAAAB0J/Mrl9cPVq8hTg2Ey4wE=");

    private static final String COMMITMENT = "Ff3c1m0Yq8vX7bZ2nT5kLr9sWdGhJ4pAeUiOyQxKz0M=";
    private static final Instant LATER = Instant.parse("2026-03-02T08:15:30.000001Z");

    private EventExamples() {}

    /**
     * @param variant  tells the examples of one event apart; empty for the first
     * @param revision in which it was stored, if that is an earlier one
     */
    record Example(Object event, String variant, String revision) {
        Example(Object event, String variant) {
            this(event, variant, event.getClass().getAnnotation(Revision.class).value());
        }
    }

    static Stream<Example> all() {
        return Stream.of(tenants(), decisions(), reviews(), users(), exports(), rules())
                .flatMap(examples -> examples);
    }

    private static Stream<Example> tenants() {
        return Stream.of(
                new Example(new TenantCreated(TENANT, VENDOR, Tier.STARTER, Tier.STARTER.defaults()), ""),
                new Example(new TenantCreated(TENANT, "Pro & Söhne", Tier.PRO, Tier.PRO.defaults()), "pro"),
                new Example(new TenantCreated(TENANT, "\"Firm\"", Tier.FIRM, Tier.FIRM.defaults()), "firm"),
                new Example(
                        new TenantSettingsChanged(
                                TENANT,
                                Tier.STARTER.defaults(),
                                settings("0.9255", "1000", 0),
                                "Ruhige Saison: größer"),
                        ""),
                new Example(
                        new TenantSettingsChanged(
                                TENANT, settings("0.8", "99.99", 100), settings("0.98", "0", 100), null),
                        "bare"));
    }

    private static Stream<Example> decisions() {
        return Stream.of(
                new Example(
                        new TransactionImported(TENANT, transaction("-12.5"), "6420 Bewirtung", number("0.95")), ""),
                new Example(new TransactionImported(TENANT, bareTransaction("1000"), "6420", null), "bare"),
                new Example(new TransactionDecided(TENANT, contestedByARule(), allButBudget()), ""),
                new Example(new TransactionDecided(TENANT, tooDearForTheBudget(), overBudget()), "over_budget"),
                new Example(new TransactionDecided(TENANT, clear(), autoPosted()), "auto_posted"),
                new Example(new TransactionDecided(TENANT, knowingNothing(), withoutAccount()), "bare"));
    }

    private static Stream<Example> rules() {
        Rule rule = new Rule(
                "rule-candidate-7",
                Rule.Type.VENDOR_GLOB,
                "cafe emoji*",
                "6420",
                50,
                number("0.96"),
                24,
                number("-1000"),
                number("99.5"),
                "Küche",
                "promoted",
                "candidate-7");
        Rule bare = new Rule(
                "rule-8", Rule.Type.MCC, "5812", "6420", 100, number("1"), 0, null, null, null, "import", null);
        Candidate candidate = new Candidate(
                "candidate-7",
                Rule.Type.VENDOR_GLOB,
                "cafe emoji*",
                "6420",
                number("-1000"),
                number("99.5"),
                "Küche",
                new Candidate.Evidence(24, number("0.96"), number("0.012")),
                "24 labels of 25 name 6420.");
        Candidate bareCandidate = new Candidate(
                "candidate-8",
                Rule.Type.VENDOR_REGEX,
                "^cafe",
                "6420",
                null,
                null,
                null,
                new Candidate.Evidence(0, number("0"), null),
                null);
        return Stream.of(
                new Example(new CandidateProposed(TENANT.value(), candidate), ""),
                new Example(new CandidateProposed(TenantId.FIRM, bareCandidate), "bare"),
                new Example(new CandidateRejected(TENANT.value(), "candidate-7", "Zu wenige"), ""),
                new Example(new CandidateRejected(TenantId.FIRM, "candidate-8", null), "bare"),
                new Example(
                        new RulePromoted(TENANT.value(), 12, "candidate-7", rule, List.of("rule-3"), "Geprüft"), ""),
                new Example(new RulePromoted(TenantId.FIRM, 1, "candidate-8", bare, List.of(), null), "bare"),
                new Example(new RulesRolledBack(TENANT.value(), 13, 4, List.of(rule, bare), "Zurück"), ""),
                new Example(new RulesRolledBack(TenantId.FIRM, 2, 0, List.of(), null), "bare"),
                new Example(new RulesImported(TENANT.value(), 14, List.of(bare)), ""));
    }

    private static DecisionInputs contestedByARule() {
        Rule rule = new Rule(
                "rule-7",
                Rule.Type.VENDOR_GLOB,
                "cafe emoji*",
                "6420",
                50,
                number("0.75"),
                2,
                number("-1000"),
                number("123456789012345.6789"),
                "Küche",
                "promoted",
                "candidate-7");
        return new DecisionInputs(
                transaction("-12.5"),
                new Proposal("6430", number("0.985"), Proposal.Source.RULES, number("0"), "gl-2026.03"),
                new JournalTotals(number("12.51"), number("12.4999"), 3, "0123456789abcdef".repeat(4)),
                new Settings(false, number("0.95"), number("250"), 7),
                new LabelRun("6430", 4),
                number("249.999999"),
                new AmountStatistics(10, number("15.0625"), number("0.000001")),
                12,
                3,
                new RuleMatch(rule, TENANT.value(), 3, true));
    }

    private static DecisionInputs tooDearForTheBudget() {
        return new DecisionInputs(
                transaction("0"),
                new Proposal("6430", number("1"), Proposal.Source.LLM, number("0.0125"), null),
                new JournalTotals(number("0"), number("0"), 0, "fedcba9876543210".repeat(4)),
                settings("0.95", "250", 7),
                new LabelRun("6430", 7),
                number("250"),
                new AmountStatistics(1, number("-3.333333"), null),
                0,
                0,
                null);
    }

    private static DecisionInputs clear() {
        Rule rule = new Rule(
                "rule-8", Rule.Type.MCC, "5812", "6420", 100, number("0.96"), 24, null, null, null, "import", null);
        return new DecisionInputs(
                transaction("1000"),
                new Proposal("6420", number("0.97"), Proposal.Source.ML, null, null),
                null,
                settings("0.95", "250", 7),
                null,
                number("0"),
                AmountStatistics.NONE,
                1,
                0,
                new RuleMatch(rule, TenantId.FIRM, 1, false));
    }

    private static DecisionInputs knowingNothing() {
        return new DecisionInputs(
                bareTransaction("0.0001"),
                null,
                null,
                Tier.PRO.defaults(),
                null,
                number("0"),
                AmountStatistics.NONE,
                0,
                0,
                null);
    }

    private static Outcome allButBudget() {
        List<Reason> reasons = List.of(
                Reason.COLD_START,
                Reason.BELOW_THRESHOLD,
                Reason.IMBALANCE,
                Reason.ANOMALY,
                Reason.RULE_CONFLICT,
                Reason.AUTOPOST_DISABLED);
        return new Outcome(Action.REVIEWED, reasons, "6420", number("0.75"), number("0.95"), 2);
    }

    private static Outcome overBudget() {
        List<Reason> reasons = List.of(Reason.BUDGET_FALLBACK);
        return new Outcome(Action.REVIEWED, reasons, "6430", number("1"), number("0.95"), 7);
    }

    private static Outcome autoPosted() {
        return new Outcome(Action.AUTO_POSTED, List.of(), "6420", number("0.97"), number("0.95"), 24);
    }

    private static Outcome withoutAccount() {
        List<Reason> reasons = List.of(Reason.COLD_START, Reason.BELOW_THRESHOLD);
        return new Outcome(Action.REVIEWED, reasons, null, number("0"), number("0.92"), 0);
    }

    private static Stream<Example> reviews() {
        BigDecimal amount = number("-12.5");
        BigDecimal p = number("0.95");
        return Stream.of(
                new Example(new DecisionApproved(TENANT, TXN, NORMALIZED, amount, "EUR", "6420", p, "geprüft ✓"), ""),
                new Example(
                        new DecisionApproved(TENANT, TXN, NORMALIZED, number("0"), "EUR", null, number("0"), null),
                        "bare"),
                new Example(
                        new DecisionCorrected(TENANT, TXN, NORMALIZED, amount, "EUR", "6430", "6420", p, "Bewirtung"),
                        ""),
                new Example(
                        new DecisionCorrected(
                                TENANT, TXN, NORMALIZED, number("1000"), "JPY", null, "6420", number("0"), null),
                        "bare"),
                new Example(new DecisionRejected(TENANT, TXN, NORMALIZED, amount, "EUR", "6420", p, "doppelt"), ""),
                new Example(
                        new DecisionRejected(TENANT, TXN, NORMALIZED, amount, "EUR", null, number("0"), "not ours"),
                        "bare"));
    }

    private static Stream<Example> users() {
        Set<TenantId> two = new LinkedHashSet<>(List.of(new TenantId("z-last"), new TenantId("a-first")));
        return Stream.of(
                new Example(new UserCreated("user-1", EMAIL, Role.STAFF, two, COMMITMENT), ""),
                new Example(new UserCreated("user-1", EMAIL, Role.STAFF, two), "", "1"),
                new Example(new UserCreated("user-2", EMAIL, Role.OWNER, Set.of()), "owner", "1"),
                new Example(new UserCreated("user-3", EMAIL, Role.AUDITOR, Set.of()), "auditor", "1"),
                new Example(new UserCreated("user-4", EMAIL, Role.SERVICE, Set.of(TENANT)), "service", "1"),
                new Example(new UserSignedIn("user-1"), ""),
                new Example(new UserSignedOut("user-1", "Kq3vYt0b8mZc1xW5nR7uJ2hG9sDf4LpA6eTiQoUyXwE", LATER), ""),
                new Example(new SignInFailed("attempt-1", "user-1", null, Purpose.SIGN_IN, 1, EMAIL), ""),
                new Example(new SignInFailed("attempt-2", null, "0f".repeat(32), Purpose.SIGN_IN, 17, null), "unknown"),
                new Example(
                        new SignInBlocked("attempt-3", "user-1", null, Purpose.PASSWORD_CHANGE, 4, LATER, EMAIL), ""),
                new Example(
                        new SignInBlocked("attempt-4", null, "0f".repeat(32), Purpose.SIGN_IN, 5, LATER, null),
                        "unknown"),
                new Example(new PasswordChanged("user-1"), ""),
                new Example(new StaffAssigned("user-1", TENANT), ""),
                new Example(new StaffUnassigned("user-1", TENANT), ""),
                new Example(new UserDeactivated("user-1"), ""));
    }

    private static Stream<Example> exports() {
        Map<String, List<String>> filters =
                Map.of("vendor", List.of(VENDOR), "action", List.of("reviewed", "imported"));
        return Stream.of(
                new Example(new AuditExported("export-1", "jsonl", filters, List.of(TENANT.value(), "b")), ""),
                new Example(new AuditExported("export-2", "csv", Map.of(), null), "bare"),
                new Example(new AuditExportFinished("export-1", 5_000_000_000L), ""),
                new Example(new AuditExportAborted("export-2", 0, "client_gone"), ""));
    }

    private static Transaction transaction(String amount) {
        return new Transaction(
                TXN,
                LocalDate.of(2026, 3, 1),
                VENDOR,
                NORMALIZED,
                number(amount),
                "EUR",
                "Küche",
                "Mittag\t\"2 Pers.\"",
                "5812");
    }

    private static Transaction bareTransaction(String amount) {
        return new Transaction(
                TXN, LocalDate.of(1900, 12, 31), VENDOR, NORMALIZED, number(amount), "EUR", null, null, null);
    }

    private static Settings settings(String threshold, String cap, int coldStartMinLabels) {
        return new Settings(true, number(threshold), number(cap), coldStartMinLabels);
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }
}
