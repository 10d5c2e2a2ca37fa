package io.countersign.events.user;

import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A user was made.
 *
 * @param tenants       that the user may work on; in the order of their identifiers, so that equal events are equal bytes
 * @param keyCommitment what only the user's own key gives, in Base64: another key in its place is told by it. Null in
 *                      revision 1, which had none
 */
@Revision("2")
public record UserCreated(
        String userId,
        EncryptedText email,
        Role role,
        Set<TenantId> tenants,
        @Nullable String keyCommitment) implements UserEvent {
    public UserCreated {
        tenants = Collections.unmodifiableSet(new TreeSet<>(tenants));
    }

    /** As revision 1 had it. */
    public UserCreated(String userId, EncryptedText email, Role role, Set<TenantId> tenants) {
        this(userId, email, role, tenants, null);
    }
}
