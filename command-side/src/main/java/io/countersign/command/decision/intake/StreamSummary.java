package io.countersign.command.decision.intake;

import io.countersign.command.decision.TransactionResult;
import io.countersign.platform.web.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Counts what a stream came to. Used by one thread. */
final class StreamSummary {
    private final long began = System.nanoTime();
    private long lines;
    private long decided;
    private long imported;
    private long duplicate;
    private long conflict;
    private long invalid;
    private long autoPosted;
    private long reviewed;
    private String consistency;

    void count(TransactionResult result) {
        lines++;
        switch (result.status()) {
            case DECIDED -> {
                decided++;
                if ("auto_posted".equals(result.action())) {
                    autoPosted++;
                } else {
                    reviewed++;
                }
            }
            case IMPORTED -> imported++;
            case DUPLICATE -> duplicate++;
            case CONFLICT -> conflict++;
            case INVALID -> invalid++;
        }
    }

    void reached(String token) {
        consistency = token;
    }

    Line line() {
        BigDecimal seconds = BigDecimal.valueOf(System.nanoTime() - began, 9).setScale(3, RoundingMode.HALF_UP);
        return new Line(new Counts(
                lines, decided, imported, duplicate, conflict, invalid, autoPosted, reviewed, seconds, consistency));
    }

    /** The last line of a stream that was ended before its client's last line. It is no summary, so that nobody takes it for one. */
    Ended endedBy(Refusal end) {
        String code = end.code().wireName();
        return new Ended(code, code, end.getMessage(), lines, consistency);
    }

    /** The last line of the answer. */
    record Line(Counts summary) {}

    /**
     * @param status as code, as every line has one
     * @param lines  that were handled; those after them were not
     */
    record Ended(String status, String code, String detail, long lines, String consistency) {}

    record Counts(
            long lines,
            long decided,
            long imported,
            long duplicate,
            long conflict,
            long invalid,
            long autoPosted,
            long reviewed,
            BigDecimal seconds,
            String consistency) {}
}
