package io.countersign.loader;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** The CSV format of {@code POST /api/decisions/import}: transactions with the account that people booked. */
final class HistoryCsv implements RowFormat {

    @Override
    public String contentType() {
        return "text/csv";
    }

    @Override
    public void write(List<Row> rows, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord("txn_id", "tenant", "date", "vendor", "amount", "currency", "account", "department");
        for (Row row : rows) {
            Transaction it = row.transaction();
            csv.writeRecord(
                    it.txnId(),
                    row.tenantId(),
                    it.date().toString(),
                    it.vendor(),
                    it.amount().toPlainString(),
                    it.currency(),
                    it.account(),
                    it.department());
        }
        csv.flush();
    }
}
