package io.countersign.command.decision.intake;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads streams the way the service does, for an owner, down to the requests that their lines are. */
final class Recorded {
    private static final Caller OWNER = new Caller("user-1", "owner@example.org", Role.OWNER, Set.of());

    private Recorded() {}

    static LineReader<TransactionRequest> reader() {
        return new LineReader<>(OWNER, Permission.SUBMIT_DECISIONS, null, (TransactionRequest request, TenantId tenant) -> request);
    }

    static List<Item<TransactionRequest>> all(Lines<TransactionRequest> lines) throws IOException {
        List<Item<TransactionRequest>> items = new ArrayList<>();
        for (Item<TransactionRequest> item = lines.next(); item != null; item = lines.next()) {
            items.add(item);
        }
        return items;
    }
}
