package io.countersign.command.decision.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.countersign.command.decision.intake.RawLines.RawLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Transactions as CSV (RFC 4180) with a header. A quoted field may go over several lines; where it doesn't end within
 * the limit of a line or {@value #LINES_OF_A_RECORD} lines, only its first line is faulty and reading goes on behind it.
 */
final class CsvLines<T> implements Lines<T> {
    /** Every line may begin a quoted field that doesn't end: how far each is followed bounds what a hostile stream costs. */
    private static final int LINES_OF_A_RECORD = 100;
    private static final CsvReader.CsvReaderBuilder CSV = CsvReader.builder();

    private final RawLines lines;
    private final LineReader<T> reader;
    private final CsvHeader header;

    /** @throws io.countersign.platform.web.Refusal if the header isn't one */
    CsvLines(InputStream in, LineReader<T> reader) throws IOException {
        this.lines = new RawLines(in);
        this.reader = reader;
        RawLine first = nextLine();
        this.header = CsvHeader.read(first == null || first.tooLong() ? null : fields(text(withoutMark(first))));
    }

    @Override
    public Item<T> next() throws IOException {
        RawLine line = nextLine();
        if (line == null) {
            return null;
        }
        if (line.tooLong()) {
            return LineFaults.tooLong(line.number());
        }
        RawLine record = whole(line);
        String text = text(record);
        if (text == null) {
            return LineFaults.malformed(line.number(), "The line isn't valid UTF-8");
        }
        List<String> fields = fields(text);
        if (fields == null) {
            return LineFaults.malformed(line.number(), "The line's quotes don't match");
        }
        if (fields.size() != header.width()) {
            return LineFaults.malformed(
                    line.number(), "The line has %s fields where the header has %s".formatted(fields.size(), header.width()));
        }
        return reader.read(line.number(), header.json(fields));
    }

    private RawLine nextLine() throws IOException {
        RawLine line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    /** The line with those that its last quoted field goes over; the line alone if that field has no end in reach. */
    private RawLine whole(RawLine line) throws IOException {
        Quotes quotes = new Quotes();
        quotes.read(line.bytes(), line.length());
        if (!quotes.areOpen()) {
            return line;
        }
        List<RawLine> taken = new ArrayList<>();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(line.bytes(), 0, line.length());
        RawLine next = lines.next();
        while (next != null) {
            taken.add(next);
            record.write('\n');
            record.write(next.bytes(), 0, next.length());
            if (next.tooLong() || record.size() > RawLines.LIMIT || taken.size() == LINES_OF_A_RECORD) {
                break;
            }
            quotes.read(next.bytes(), next.length());
            if (!quotes.areOpen()) {
                return new RawLine(line.number(), record.toByteArray(), record.size(), false);
            }
            next = lines.next();
        }
        for (int i = taken.size() - 1; i >= 0; i--) {
            lines.putBack(taken.get(i));
        }
        return line;
    }

    private static RawLine withoutMark(RawLine line) {
        byte[] bytes = line.bytes();
        boolean marked = line.length() >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
        return marked
                ? new RawLine(line.number(), Arrays.copyOfRange(bytes, 3, line.length()), line.length() - 3, false)
                : line;
    }

    private static String text(RawLine line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line.bytes(), 0, line.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static List<String> fields(String text) {
        if (text == null) {
            return null;
        }
        try {
            Iterator<CsvRecord> records = CSV.ofCsvRecord(text).iterator();
            List<String> fields = records.hasNext() ? records.next().getFields() : null;
            return records.hasNext() ? null : fields;
        } catch (CsvParseException e) {
            return null;
        }
    }
}
