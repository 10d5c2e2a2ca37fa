package io.countersign.events.user;

import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.serialization.Revision;

/**
 * A user was made.
 *
 * @param tenants that the user may work on; in the order of their identifiers, so that equal events are equal bytes
 */
@Revision("1")
public record UserCreated(String userId, EncryptedText email, Role role, Set<TenantId> tenants) implements UserEvent {
    public UserCreated {
        tenants = Collections.unmodifiableSet(new TreeSet<>(tenants));
    }
}
