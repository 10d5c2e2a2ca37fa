package io.countersign.command.decision.intake;

import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.StrictJson;
import java.io.IOException;
import java.io.InputStream;

/** Transactions as NDJSON, one JSON object a line; blank lines are passed over. */
final class NdjsonLines<T> implements StreamItems<T> {
    private final RawLines lines;
    private final LineReader<T> reader;

    NdjsonLines(InputStream in, LineReader<T> reader) {
        this.lines = new RawLines(in);
        this.reader = reader;
    }

    @Override
    public StreamItem<T> next() throws IOException {
        RawLines.RawLine line = lines.nextFilled();
        return line == null ? null : item(line);
    }

    private StreamItem<T> item(RawLines.RawLine line) {
        if (line.tooLong()) {
            return LineFaults.tooLong(line.number());
        }
        try {
            return reader.read(line.number(), StrictJson.read(line.bytes(), 0, line.length()));
        } catch (Refusal refusal) {
            return StreamItem.faulty(line.number(), LineReader.fault(null, refusal));
        }
    }
}
