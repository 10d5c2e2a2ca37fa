package io.countersign.loader;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The NDJSON format of {@code POST /api/decisions}. It leaves out the account that people booked, which decisions are compared with.
 */
final class SubmissionNdjson implements RowFormat {

    private record Submission(
            String tenantId,
            String txnId,
            LocalDate date,
            String vendor,
            BigDecimal amount,
            String currency,
            String department,
            Proposal proposal) {

        static Submission of(Row row) {
            Transaction it = row.transaction();
            String department = it.department().isEmpty() ? null : it.department();
            return new Submission(
                    row.tenantId(),
                    it.txnId(),
                    it.date(),
                    it.vendor(),
                    it.amount(),
                    it.currency(),
                    department,
                    row.proposal());
        }
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public void write(List<Row> rows, Writer out) throws IOException {
        for (Row row : rows) {
            out.write(Json.MAPPER.writeValueAsString(Submission.of(row)));
            out.write('\n');
        }
    }
}
