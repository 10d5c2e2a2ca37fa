package io.countersign.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.countersign.command.dispatch.SnapshotConfiguration;
import io.countersign.command.user.UserCommand.AssignStaff;
import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.command.user.UserCommand.DeactivateUser;
import io.countersign.command.user.UserCommand.RecordSignIn;
import io.countersign.command.user.UserCommand.SignOut;
import io.countersign.command.user.UserCommand.UnassignStaff;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.StaffUnassigned;
import io.countersign.events.user.UserCreated;
import io.countersign.events.user.UserDeactivated;
import io.countersign.events.user.UserSignedIn;
import io.countersign.events.user.UserSignedOut;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * A user's role, activity and assignments. What must hold across users (an e-mail address has one user, an owner
 * remains) is held by {@link UserInvariants}. Every command comes to the user's id.
 */
@Aggregate(snapshotTriggerDefinition = SnapshotConfiguration.EVERY_TWENTY)
@Revision("1")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class UserAccount {
    @AggregateIdentifier
    private String id;

    private Role role;
    private boolean active;
    private Set<TenantId> tenants = new HashSet<>();

    static String idOf(String userId) {
        return "user:" + userId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    String decide(CreateUser create) {
        if (id == null) {
            apply(new UserCreated(
                    create.userId(), create.email(), create.role(), create.tenants(), create.keyCommitment()));
        } else if (role != create.role()) {
            throw ErrorCode.USER_EXISTS.because(
                    "There is a user %s already, whose role is %s".formatted(create.userId(), role.wireName()));
        }
        return create.userId();
    }

    @CommandHandler
    String decide(RecordSignIn signIn) {
        if (!active) {
            throw SignInCheck.wrongCredentials();
        }
        apply(new UserSignedIn(signIn.userId()));
        return signIn.userId();
    }

    @CommandHandler
    String decide(SignOut signOut) {
        apply(new UserSignedOut(signOut.userId(), signOut.session(), signOut.expiresAt()));
        return signOut.userId();
    }

    @CommandHandler
    String decide(ChangePassword change) {
        mustBeActive(change);
        apply(new PasswordChanged(change.userId()));
        return change.userId();
    }

    @CommandHandler
    String decide(AssignStaff assign) {
        mustBeActive(assign);
        if (!tenants.contains(assign.tenantId())) {
            apply(new StaffAssigned(assign.userId(), assign.tenantId()));
        }
        return assign.userId();
    }

    @CommandHandler
    String decide(UnassignStaff unassign) {
        if (tenants.contains(unassign.tenantId())) {
            apply(new StaffUnassigned(unassign.userId(), unassign.tenantId()));
        }
        return unassign.userId();
    }

    @CommandHandler
    String decide(DeactivateUser deactivate) {
        if (active) {
            apply(new UserDeactivated(deactivate.userId()));
        }
        return deactivate.userId();
    }

    private void mustBeActive(UserCommand command) {
        if (!active) {
            throw ErrorCode.USER_INACTIVE.because("User %s is deactivated".formatted(command.userId()));
        }
    }

    @EventSourcingHandler
    void evolve(UserCreated created) {
        id = idOf(created.userId());
        role = created.role();
        active = true;
        tenants.addAll(created.tenants());
    }

    @EventSourcingHandler
    void evolve(StaffAssigned assigned) {
        tenants.add(assigned.tenantId());
    }

    @EventSourcingHandler
    void evolve(StaffUnassigned unassigned) {
        tenants.remove(unassigned.tenantId());
    }

    @EventSourcingHandler
    void evolve(UserDeactivated deactivated) {
        active = false;
    }
}
