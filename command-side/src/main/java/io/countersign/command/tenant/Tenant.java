package io.countersign.command.tenant;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.countersign.command.dispatch.SnapshotConfiguration;
import io.countersign.command.tenant.TenantCommand.ChangeTenantSettings;
import io.countersign.command.tenant.TenantCommand.CreateTenant;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.events.tenant.TenantSettingsChanged;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Settings;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** A client company, whose settings it owns. Its version counts its events. */
@Aggregate(snapshotTriggerDefinition = SnapshotConfiguration.EVERY_TWENTY, cache = SnapshotConfiguration.WHILE_FRESH)
@Revision("1")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class Tenant {
    @AggregateIdentifier
    private String id;

    private Settings settings;
    private long version;
    private Instant changedAt;

    static String idOf(TenantId tenant) {
        return "tenant:" + tenant;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    NewTenant decide(CreateTenant create) {
        if (id != null) {
            throw ErrorCode.TENANT_EXISTS.because("There is a tenant %s already".formatted(create.tenantId()));
        }
        TenantCreated created = new TenantCreated(
                create.tenantId(), create.name(), create.tier(), create.tier().defaults());
        apply(created);
        return new NewTenant(created, changedAt);
    }

    @CommandHandler
    SettingsUpdate decide(ChangeTenantSettings change) {
        change.expected().mustMatch(version, "Tenant %s".formatted(change.tenantId()));
        List<FieldError> faults = change.change().faults();
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        Settings before = settings;
        Settings after = change.change().appliedTo(before);
        if (!after.equals(before)) {
            apply(new TenantSettingsChanged(change.tenantId(), before, after, change.reason()));
        }
        return new SettingsUpdate(before, after, version, changedAt);
    }

    @EventSourcingHandler
    void evolve(TenantCreated created, @Timestamp Instant at) {
        id = idOf(created.tenantId());
        settings = created.settings();
        version = 1;
        changedAt = at;
    }

    @EventSourcingHandler
    void evolve(TenantSettingsChanged changed, @Timestamp Instant at) {
        settings = changed.after();
        version++;
        changedAt = at;
    }
}
