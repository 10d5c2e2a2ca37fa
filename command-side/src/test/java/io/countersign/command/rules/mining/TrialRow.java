package io.countersign.command.rules.mining;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.countersign.command.decision.memory.Label;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A real transaction, with the account that people booked it to. */
record TrialRow(
        String id,
        String tenant,
        LocalDate date,
        String vendor,
        BigDecimal amount,
        String currency,
        String account,
        String department) {
    /** Those of a gzipped CSV file, by date. */
    static List<TrialRow> read(Path file) {
        Map<String, String> normalized = new HashMap<>();
        List<TrialRow> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))), UTF_8))) {
            for (NamedCsvRecord line : csv) {
                rows.add(new TrialRow(
                        line.getField("txn_id"),
                        line.getField("tenant"),
                        LocalDate.parse(line.getField("date")),
                        normalized.computeIfAbsent(line.getField("vendor"), VendorNormalizer::normalize),
                        new BigDecimal(line.getField("amount")),
                        line.getField("currency"),
                        line.getField("account"),
                        line.getField("department")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort(Comparator.comparing(TrialRow::date));
        return rows;
    }

    Label label() {
        return new Label(tenant, vendor, date, account, amount, department, null);
    }

    Transaction transaction() {
        String of = department.isBlank() ? null : department;
        return new Transaction(new TxnId(id), date, vendor, vendor, amount, currency, of, null, null);
    }

    /** Whose amounts are held against each other. */
    String vendorKey() {
        return tenant + '\n' + vendor + '\n' + currency;
    }
}
