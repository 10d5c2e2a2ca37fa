package io.countersign.command.user;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.command.dispatch.LockingCommand;
import io.countersign.command.dispatch.TenantScoped;
import io.countersign.events.user.EncryptedText;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * The commands of {@link UserAccount}. None holds a password or an e-mail address in the clear, because commands are sent to
 * other nodes.
 */
public sealed interface UserCommand extends LockingCommand {
    String userId();

    @TargetAggregateIdentifier
    default String aggregateId() {
        return UserAccount.idOf(userId());
    }

    @Override
    default Collection<CommandLock> locks() {
        return List.of(CommandLock.user(userId()));
    }

    /** Creates a user, as {@link UserPreparation} prepared it; the result is the user's id. */
    record CreateUser(
            String userId,
            EncryptedText email,
            String keyCommitment,
            byte[] emailHmac,
            PasswordHash password,
            Role role,
            Set<TenantId> tenants)
            implements UserCommand {
        /** Users are created one after the other, since an e-mail address may have one user only. */
        @Override
        public Collection<CommandLock> locks() {
            return List.of(CommandLock.users("new"));
        }
    }

    /**
     * Records that a user gave the right password.
     *
     * @param password that was given, which must still be the current one
     */
    record RecordSignIn(String userId, PasswordHash password) implements UserCommand {}

    /** Ends a session, so that its token is no longer valid. */
    record SignOut(String userId, String session, Instant expiresAt) implements UserCommand {}

    /**
     * Replaces a user's password.
     *
     * @param old hash that the current password must still have; null if the user didn't know it
     */
    record ChangePassword(String userId, PasswordHash old, PasswordHash replacement) implements UserCommand {}

    /** Assigns a user to a tenant. */
    record AssignStaff(String userId, TenantId tenantId) implements UserCommand, TenantScoped {}

    /** Ends a user's assignment to a tenant. */
    record UnassignStaff(String userId, TenantId tenantId) implements UserCommand, TenantScoped {}

    /** Deactivates a user for good. */
    record DeactivateUser(String userId) implements UserCommand {
        /** Owners are deactivated one after the other, so that the last one stays. */
        @Override
        public Collection<CommandLock> locks() {
            return List.of(CommandLock.users("owners"), CommandLock.user(userId));
        }
    }
}
