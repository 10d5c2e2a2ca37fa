package io.countersign.loader;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Sends rows until every row has a result. After a broken stream it continues with the first row without a result. A row that had been processed returns as {@code duplicate} with its first result.
 */
final class RowDelivery {

    private final CountersignClient countersign;
    private final Retry retry;

    RowDelivery(CountersignClient countersign, Retry retry) {
        this.countersign = countersign;
        this.retry = retry;
    }

    void deliver(String path, RowFormat format, List<Row> rows, BiConsumer<Row, StreamResult> onResult)
            throws LoadFailure {
        if (rows.isEmpty()) return;
        var pairing = new Pairing(rows, onResult);
        retry.until("POST " + path, () -> {
            countersign.stream(path, format, pairing.unanswered(), pairing);
            return null;
        });
        if (!pairing.unanswered().isEmpty())
            throw outOfOrder(
                    "%s rows had no answer".formatted(pairing.unanswered().size()));
    }

    private static LoadFailure outOfOrder(String how) {
        return new LoadFailure("The answers don't follow the rows that were sent: " + how + ".");
    }

    /** Results arrive in the order of the rows. */
    private static final class Pairing implements CountersignClient.ResultConsumer {

        private final List<Row> rows;
        private final BiConsumer<Row, StreamResult> onResult;
        private int answered;

        Pairing(List<Row> rows, BiConsumer<Row, StreamResult> onResult) {
            this.rows = rows;
            this.onResult = onResult;
        }

        List<Row> unanswered() {
            return rows.subList(answered, rows.size());
        }

        @Override
        public void accept(StreamResult result) throws LoadFailure {
            if (answered == rows.size()) throw outOfOrder("there are more of them");
            Row row = rows.get(answered);
            String sent = row.transaction().txnId();
            if (result.txnId() != null && !result.txnId().equals(sent)) {
                throw outOfOrder("%s was answered where %s was due".formatted(result.txnId(), sent));
            }
            answered++;
            onResult.accept(row, result);
        }
    }
}
