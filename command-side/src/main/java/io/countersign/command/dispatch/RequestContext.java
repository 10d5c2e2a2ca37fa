package io.countersign.command.dispatch;

import io.countersign.platform.security.Origin;
import java.util.Optional;

/** Who sent a command, and under which idempotency key. */
public interface RequestContext {
    Origin origin();

    Optional<IdempotencyKey> idempotencyKey();
}
