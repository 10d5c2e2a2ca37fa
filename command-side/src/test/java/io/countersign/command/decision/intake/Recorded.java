package io.countersign.command.decision.intake;

import io.countersign.policy.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads streams the way the service does, down to the requests that their lines are. */
final class Recorded {
    private Recorded() {}

    static LineReader<TransactionRequest> reader() {
        return new LineReader<>(null, (TransactionRequest request, TenantId tenant) -> request);
    }

    static List<StreamItem<TransactionRequest>> all(StreamItems<TransactionRequest> lines) throws IOException {
        List<StreamItem<TransactionRequest>> items = new ArrayList<>();
        for (StreamItem<TransactionRequest> item = lines.next(); item != null; item = lines.next()) {
            items.add(item);
        }
        return items;
    }
}
