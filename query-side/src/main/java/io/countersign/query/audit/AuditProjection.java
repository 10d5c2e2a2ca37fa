package io.countersign.query.audit;

import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportEvent;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RuleBookEvent;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.SignInBlocked;
import io.countersign.events.user.SignInFailed;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.events.user.UserSignedOut;
import io.countersign.policy.Action;
import io.countersign.policy.TenantId;
import io.countersign.policy.Transaction;
import io.countersign.query.projection.Projection;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/** The audit log: every event of every type is one entry, at the event's position. */
@Component
@ProcessingGroup("audit")
class AuditProjection extends Projection {
    AuditProjection() {
        super("audit", List.of("audit_entry", "audit_vendor", "audit_period", "audit_export"));
    }

    @EventHandler
    void on(TransactionImported imported, EventMessage<?> message, TrackingToken token) {
        write(entry(EntryAction.IMPORTED, imported.transaction(), message, token)
                .tenant(imported.tenantId())
                .account(imported.account(), imported.calibratedP()));
    }

    @EventHandler
    void on(TransactionDecided decided, EventMessage<?> message, TrackingToken token) {
        EntryAction action =
                decided.outcome().action() == Action.AUTO_POSTED ? EntryAction.AUTO_POSTED : EntryAction.REVIEWED;
        write(entry(action, decided.inputs().transaction(), message, token)
                .tenant(decided.tenantId())
                .outcome(decided.outcome(), decided.inputs().match()));
    }

    @EventHandler
    void on(DecisionApproved approved, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.APPROVED, message, token)
                .tenant(approved.tenantId())
                .transaction(approved.txnId(), approved.vendorNormalized(), approved.amount(), approved.currency())
                .account(approved.account(), approved.calibratedP())
                .reason(approved.reason()));
    }

    @EventHandler
    void on(DecisionCorrected corrected, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.CORRECTED, message, token)
                .tenant(corrected.tenantId())
                .transaction(corrected.txnId(), corrected.vendorNormalized(), corrected.amount(), corrected.currency())
                .account(corrected.account(), corrected.calibratedP())
                .before(EntryFields.of("account", corrected.accountBefore()))
                .after(EntryFields.of("account", corrected.account()))
                .reason(corrected.reason()));
    }

    @EventHandler
    void on(DecisionRejected rejected, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.REJECTED, message, token)
                .tenant(rejected.tenantId())
                .transaction(rejected.txnId(), rejected.vendorNormalized(), rejected.amount(), rejected.currency())
                .account(rejected.account(), rejected.calibratedP())
                .reason(rejected.reason()));
    }

    @EventHandler
    void on(TenantCreated created, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.TENANT_CREATED, message, token)
                .tenant(created.tenantId())
                .after(EntryFields.of(created)));
    }

    @EventHandler
    void on(TenantSettingsChanged changed, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.SETTINGS_UPDATE, message, token)
                .tenant(changed.tenantId())
                .before(EntryFields.changed(changed, change -> change.from()))
                .after(EntryFields.changed(changed, change -> change.to()))
                .reason(changed.reason()));
    }

    @EventHandler
    void on(UserCreated created, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.USER_CREATED, message, token).after(EntryFields.of(created)));
    }

    @EventHandler
    void on(UserSignedIn signedIn, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.USER_SIGNED_IN, message, token)
                .after(EntryFields.of("user_id", signedIn.userId())));
    }

    @EventHandler
    void on(UserSignedOut signedOut, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.USER_SIGNED_OUT, message, token)
                .after(EntryFields.of("user_id", signedOut.userId())));
    }

    @EventHandler
    void on(SignInFailed failed, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.SIGN_IN_FAILED, message, token).after(EntryFields.of(failed)));
    }

    @EventHandler
    void on(SignInBlocked blocked, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.SIGN_IN_BLOCKED, message, token).after(EntryFields.of(blocked)));
    }

    @EventHandler
    void on(PasswordChanged changed, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.PASSWORD_CHANGED, message, token)
                .after(EntryFields.of("user_id", changed.userId())));
    }

    @EventHandler
    void on(StaffAssigned assigned, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.STAFF_ASSIGNED, message, token)
                .tenant(assigned.tenantId())
                .after(EntryFields.of("user_id", assigned.userId(), "tenant_id", assigned.tenantId())));
    }

    @EventHandler
    void on(StaffUnassigned unassigned, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.STAFF_UNASSIGNED, message, token)
                .tenant(unassigned.tenantId())
                .before(EntryFields.of("user_id", unassigned.userId(), "tenant_id", unassigned.tenantId())));
    }

    @EventHandler
    void on(UserDeactivated deactivated, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.USER_DEACTIVATED, message, token)
                .after(EntryFields.of("user_id", deactivated.userId())));
    }

    @EventHandler
    void on(AuditExported exported, EventMessage<?> message, TrackingToken token) {
        EntryBuilder entry =
                new EntryBuilder(EntryAction.AUDIT_EXPORTED, message, token).after(EntryFields.of(exported));
        List<String> tenants = exported.filters().getOrDefault("tenant_id", List.of());
        if (!tenants.isEmpty()) {
            entry.tenant(new TenantId(tenants.get(0)));
            batch().update("""
                            insert into audit_export (export_id, tenant_id) values (?, ?) on conflict (export_id) do nothing
                            """, exported.exportId(), tenants.get(0));
        }
        write(entry);
    }

    @EventHandler
    void on(AuditExportFinished finished, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.AUDIT_EXPORT_FINISHED, message, token)
                .after(EntryFields.of("export_id", finished.exportId(), "rows", finished.rows())));
        takeTenantOfStart(finished, token);
    }

    @EventHandler
    void on(AuditExportAborted aborted, EventMessage<?> message, TrackingToken token) {
        write(new EntryBuilder(EntryAction.AUDIT_EXPORT_ABORTED, message, token)
                .after(EntryFields.of(
                        "export_id", aborted.exportId(), "rows", aborted.rows(), "cause", aborted.cause())));
        takeTenantOfStart(aborted, token);
    }

    /** The event at the end of an export has no tenant, so it is taken from the start. */
    private void takeTenantOfStart(AuditExportEvent end, TrackingToken token) {
        batch().update("""
                        update audit_entry
                        set tenant_id = export.tenant_id
                        from audit_export export
                        where audit_entry.position = ? and export.export_id = ?
                        """, position(token), end.exportId());
    }

    @EventHandler
    void on(CandidateProposed proposed, EventMessage<?> message, TrackingToken token) {
        write(book(EntryAction.CANDIDATE_PROPOSED, proposed, message, token)
                .account(
                        proposed.candidate().account(),
                        proposed.candidate().evidence().precision())
                .after(EntryFields.of(proposed.candidate())));
    }

    @EventHandler
    void on(CandidateRejected rejected, EventMessage<?> message, TrackingToken token) {
        write(book(EntryAction.RULE_REJECTED, rejected, message, token)
                .after(EntryFields.of("candidate_id", rejected.candidateId()))
                .reason(rejected.reason()));
    }

    @EventHandler
    void on(RulePromoted promoted, EventMessage<?> message, TrackingToken token) {
        write(book(EntryAction.RULE_PROMOTED, promoted, message, token)
                .account(promoted.rule().account(), promoted.rule().confidence())
                .rule(promoted.rule().ruleId(), promoted.version())
                .before(EntryFields.version(promoted.version() - 1))
                .after(EntryFields.of(promoted))
                .reason(promoted.reason()));
    }

    @EventHandler
    void on(RulesRolledBack rolledBack, EventMessage<?> message, TrackingToken token) {
        write(book(EntryAction.RULE_ROLLBACK, rolledBack, message, token)
                .rule(null, rolledBack.version())
                .before(EntryFields.version(rolledBack.version() - 1))
                .after(EntryFields.of(rolledBack))
                .reason(rolledBack.reason()));
    }

    @EventHandler
    void on(RulesImported imported, EventMessage<?> message, TrackingToken token) {
        write(book(EntryAction.RULES_IMPORTED, imported, message, token)
                .rule(null, imported.version())
                .before(EntryFields.version(imported.version() - 1))
                .after(EntryFields.of(imported)));
    }

    private static EntryBuilder book(
            EntryAction action, RuleBookEvent event, EventMessage<?> message, TrackingToken token) {
        EntryBuilder entry = new EntryBuilder(action, message, token);
        return event.scope().equals(TenantId.FIRM) ? entry : entry.tenant(new TenantId(event.scope()));
    }

    private static EntryBuilder entry(
            EntryAction action, Transaction transaction, EventMessage<?> message, TrackingToken token) {
        return new EntryBuilder(action, message, token)
                .transaction(
                        transaction.txnId(),
                        transaction.vendorNormalized(),
                        transaction.amount(),
                        transaction.currency());
    }

    private void write(EntryBuilder entry) {
        lookups().add(entry);
        entry.addTo(batch());
    }

    private AuditLookups lookups() {
        var work = CurrentUnitOfWork.get();
        return work.getOrComputeResource("audit:lookups", key -> {
            AuditLookups lookups = new AuditLookups();
            // Registered before the batch registers its own write, so it runs first.
            work.onPrepareCommit(committing -> lookups.writeTo(batch()));
            return lookups;
        });
    }
}
