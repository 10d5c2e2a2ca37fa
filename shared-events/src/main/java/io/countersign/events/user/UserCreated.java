package io.countersign.events.user;

import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Set;
import org.axonframework.serialization.Revision;

/** A user was made. */
@Revision("1")
public record UserCreated(String userId, EncryptedText email, Role role, Set<TenantId> tenants) implements UserEvent {}
