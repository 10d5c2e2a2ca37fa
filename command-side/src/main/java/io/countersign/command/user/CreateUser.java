package io.countersign.command.user;

import io.countersign.command.dispatch.CommandLock;
import io.countersign.events.user.EncryptedText;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Makes a user; {@link NewUsers} prepares it. Comes to the user's id. */
public record CreateUser(
        String userId,
        EncryptedText email,
        String keyCommitment,
        byte[] emailHmac,
        PasswordHash password,
        Role role,
        Set<TenantId> tenants)
        implements UserCommand {
    /** An e-mail address has one user, so users are made one after the other. */
    @Override
    public Collection<CommandLock> locks() {
        return List.of(CommandLock.users("new"));
    }
}
