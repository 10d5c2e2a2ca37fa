package io.countersign.command.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RawLinesProperties {
    private static List<RawLines.RawLine> read(InputStream in) throws IOException {
        RawLines lines = new RawLines(in);
        List<RawLines.RawLine> read = new ArrayList<>();
        for (RawLines.RawLine line = lines.next(); line != null; line = lines.next()) {
            read.add(line);
        }
        return read;
    }

    private static byte[] text(RawLines.RawLine line) {
        return Arrays.copyOf(line.bytes(), line.length());
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<Byte> ends = Arbitraries.of((byte) '\n', (byte) '\r', (byte) '"', (byte) ',');
        return Arbitraries.oneOf(any, ends).array(byte[].class).ofMaxSize(2_000);
    }

    /** The same, split the simple way. */
    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length ? start < i : bytes[i] == '\n') {
                int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(bytes, start, end));
                start = i + 1;
            }
        }
        return lines;
    }

    @Property
    void any_bytes_are_lines_however_they_arrive(@ForAll("hostile") byte[] bytes, @ForAll Random random)
            throws IOException {
        List<RawLines.RawLine> lines = read(new Drops(bytes, random));

        assertThat(lines.stream().map(RawLinesProperties::text)).containsExactlyElementsOf(split(bytes));
        assertThat(lines).noneMatch(RawLines.RawLine::tooLong);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).number()).isEqualTo(i + 1);
        }
    }

    @Property(tries = 100)
    void a_line_is_too_long_from_one_byte_past_the_limit_on(
            @ForAll("nearTheLimit") int length, @ForAll Random random, @ForAll boolean crlf) throws IOException {
        byte[] line = new byte[length];
        Arrays.fill(line, (byte) 'x');
        byte[] all = (new String(line, StandardCharsets.US_ASCII) + (crlf ? "\r\n" : "\n") + "next")
                .getBytes(StandardCharsets.US_ASCII);
        List<RawLines.RawLine> lines = read(new Drops(all, random));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).tooLong()).isEqualTo(length > RawLines.LIMIT);
        assertThat(lines.get(0).bytes().length).isLessThanOrEqualTo(RawLines.LIMIT + 1);
        assertThat(new String(text(lines.get(1)), StandardCharsets.US_ASCII)).isEqualTo("next");
        assertThat(lines.get(1).tooLong()).isFalse();
    }

    @Provide
    Arbitrary<Integer> nearTheLimit() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(RawLines.LIMIT - 3, RawLines.LIMIT + 3),
                Arbitraries.integers().between(0, 4 * RawLines.LIMIT));
    }

    @Example
    void a_line_that_never_ends_takes_no_more_than_the_limit() throws IOException {
        long endless = 512L << 20;
        List<RawLines.RawLine> lines = read(new InputStream() {
            private long left = endless;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int n = (int) Math.min(left, length);
                Arrays.fill(into, from, from + n, (byte) 'x');
                left -= n;
                return n == 0 ? -1 : n;
            }
        });

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).tooLong()).isTrue();
        assertThat(lines.get(0).bytes().length).isLessThanOrEqualTo(RawLines.LIMIT + 1);
    }

    /** Bytes that arrive a few at a time, as they do from a network. */
    static final class Drops extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Drops(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 7 : 100_000)));
        }
    }
}
