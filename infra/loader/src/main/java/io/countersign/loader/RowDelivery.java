package io.countersign.loader;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Gets every row answered, through as many streams as it takes: after a break it goes on with the first row that has no
 * answer yet. A row that had arrived all the same comes back as {@code duplicate}, with its first result.
 */
final class Delivery {

    private final Countersign countersign;
    private final Retry retry;

    Delivery(Countersign countersign, Retry retry) {
        this.countersign = countersign;
        this.retry = retry;
    }

    void deliver(String path, RowFormat format, List<Row> rows, BiConsumer<Row, Answer> onAnswer) throws LoadFailure {
        if (rows.isEmpty()) return;
        var pairing = new Pairing(rows, onAnswer);
        retry.until("POST " + path, () -> {
            countersign.stream(path, format, pairing.unanswered(), pairing);
            return null;
        });
        if (!pairing.unanswered().isEmpty())
            throw strayed("%s rows had no answer".formatted(pairing.unanswered().size()));
    }

    private static LoadFailure strayed(String how) {
        return new LoadFailure("The answers don't follow the rows that were sent: " + how + ".");
    }

    /** Answers come in the order of the rows. */
    private static final class Pairing implements Countersign.AnswerConsumer {

        private final List<Row> rows;
        private final BiConsumer<Row, Answer> onAnswer;
        private int answered;

        Pairing(List<Row> rows, BiConsumer<Row, Answer> onAnswer) {
            this.rows = rows;
            this.onAnswer = onAnswer;
        }

        List<Row> unanswered() {
            return rows.subList(answered, rows.size());
        }

        @Override
        public void accept(Answer answer) throws LoadFailure {
            if (answered == rows.size()) throw strayed("there are more of them");
            Row row = rows.get(answered);
            String sent = row.transaction().txnId();
            if (answer.txnId() != null && !answer.txnId().equals(sent)) {
                throw strayed("%s was answered where %s was due".formatted(answer.txnId(), sent));
            }
            answered++;
            onAnswer.accept(row, answer);
        }
    }
}
