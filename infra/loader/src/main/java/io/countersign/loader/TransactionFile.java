package io.countersign.loader;

import static java.nio.charset.CodingErrorAction.REPORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads RFC 4180 CSV in UTF-8 with the header {@code txn_id,tenant,date,vendor,amount,currency,account,department} in
 * any order; other columns are ignored. A field must not contain a line break, because an unclosed quote would look like one. Error messages name the file and the line.
 */
final class TransactionFile {

    private static final List<String> COLUMNS =
            List.of("txn_id", "tenant", "date", "vendor", "amount", "currency", "account", "department");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final String name;

    private TransactionFile(String name) {
        this.name = name;
    }

    /** {@code name} is for messages, and ends with {@code .gz} where the content is compressed. */
    static List<Transaction> read(String name, InputStream content) throws LoadFailure {
        var file = new TransactionFile(name);
        try (Reader reader = file.text(content)) {
            return file.transactions(reader);
        } catch (CharacterCodingException notUtf8) {
            throw new LoadFailure("%s is not UTF-8 text.".formatted(name), notUtf8);
        } catch (IOException unreadable) {
            throw new LoadFailure("%s can't be read: %s.".formatted(name, unreadable.getMessage()), unreadable);
        }
    }

    private Reader text(InputStream content) throws IOException {
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(content, 1 << 16) : content;
        var decoder = UTF_8.newDecoder().onMalformedInput(REPORT).onUnmappableCharacter(REPORT);
        var text = new BufferedReader(new InputStreamReader(plain, decoder), 1 << 16);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) text.reset();
        return text;
    }

    private List<Transaction> transactions(Reader reader) throws IOException, LoadFailure {
        var transactions = new ArrayList<Transaction>();
        try {
            for (NamedCsvRecord row :
                    CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(reader)) {
                if (transactions.isEmpty()) checkHeader(row.getHeader());
                transactions.add(transaction(row));
            }
        } catch (CsvParseException malformed) {
            if (malformed.getCause() instanceof IOException unreadable) throw unreadable;
            throw new LoadFailure("%s: %s".formatted(name, malformed.getMessage()), malformed);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        if (transactions.isEmpty()) throw new LoadFailure("%s has no rows.".formatted(name));
        return transactions;
    }

    private void checkHeader(List<String> header) throws LoadFailure {
        var missing = new LinkedHashSet<>(COLUMNS);
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw new LoadFailure("%s: the header lacks %s.".formatted(name, String.join(", ", missing)));
        }
    }

    private Transaction transaction(NamedCsvRecord row) throws LoadFailure {
        if (row.getFields().stream().anyMatch(field -> field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0)) {
            throw new LoadFailure(
                    "%s line %s: a quote isn't closed in this line.".formatted(name, row.getStartingLineNumber()));
        }
        int columns = row.getHeader().size();
        if (row.getFieldCount() != columns) {
            throw new LoadFailure("%s line %s: %s fields where the header has %s."
                    .formatted(name, row.getStartingLineNumber(), row.getFieldCount(), columns));
        }
        return new Transaction(
                row.getField("txn_id"),
                row.getField("tenant"),
                date(row),
                row.getField("vendor"),
                amount(row),
                row.getField("currency"),
                row.getField("account"),
                row.getField("department"));
    }

    private LocalDate date(NamedCsvRecord row) throws LoadFailure {
        try {
            return LocalDate.parse(row.getField("date"));
        } catch (DateTimeException notADate) {
            throw fault(row, "date", "an ISO date");
        }
    }

    private BigDecimal amount(NamedCsvRecord row) throws LoadFailure {
        if (!DECIMAL.matcher(row.getField("amount")).matches()) throw fault(row, "amount", "a plain decimal");
        return new BigDecimal(row.getField("amount"));
    }

    private LoadFailure fault(NamedCsvRecord row, String column, String expected) {
        return new LoadFailure("%s line %s: the %s \"%s\" is not %s."
                .formatted(name, row.getStartingLineNumber(), column, row.getField(column), expected));
    }
}
