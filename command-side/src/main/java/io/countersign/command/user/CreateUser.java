package io.countersign.command.user;

import io.countersign.events.user.EncryptedText;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
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
        implements UserCommand {}
