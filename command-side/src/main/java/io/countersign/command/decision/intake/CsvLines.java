package io.countersign.command.decision.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.countersign.command.decision.intake.RawLines.RawLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Transactions as CSV (RFC 4180) with a header. No column may hold a line break, so every line is read for itself: one
 * whose quotes don't match is faulty and costs no other.
 */
final class CsvLines<T> implements StreamItems<T> {
    private static final CsvReader.CsvReaderBuilder CSV = CsvReader.builder().allowUnclosedQuote(false);
    /** Where all fields are quoted, an empty one would be too. Possessive, as lines are long. */
    private static final Pattern BEFORE_A_LAST_QUOTED_FIELD = Pattern.compile("(?:\"(?:[^\"]++|\"\")*+\",)++");

    private final RawLines lines;
    private final LineReader<T> reader;
    private final CsvHeader header;

    /** @throws io.countersign.platform.web.Refusal if the header isn't one */
    CsvLines(InputStream in, LineReader<T> reader) throws IOException {
        this.lines = new RawLines(in);
        this.reader = reader;
        this.header = CsvHeader.read(lines.nextFilled());
    }

    @Override
    public StreamItem<T> next() throws IOException {
        RawLine line = lines.nextFilled();
        return line == null ? null : item(line);
    }

    private StreamItem<T> item(RawLine line) {
        if (line.tooLong()) {
            return LineFaults.tooLong(line.number());
        }
        String text = line.text();
        if (text == null) {
            return LineFaults.malformed(line.number(), "The line isn't valid UTF-8");
        }
        if (text.indexOf('\r') >= 0) {
            return LineFaults.malformed(line.number(), "The line has a carriage return inside");
        }
        if (!line.ended() && BEFORE_A_LAST_QUOTED_FIELD.matcher(text).matches()) {
            return LineFaults.malformed(line.number(), "The file ends in the middle of this line");
        }
        List<String> fields = fields(text);
        if (fields == null) {
            return LineFaults.malformed(line.number(), "The line's quotes don't match");
        }
        if (fields.size() != header.width()) {
            return LineFaults.malformed(
                    line.number(),
                    "The line has %s fields where the header has %s".formatted(fields.size(), header.width()));
        }
        return reader.read(line.number(), header.json(fields));
    }

    /** The fields of a line without line breaks; null if its quotes don't match. */
    static List<String> fields(String line) {
        try {
            return CSV.ofSingleCsvRecord(line).getFields();
        } catch (CsvParseException e) {
            return null;
        }
    }
}
