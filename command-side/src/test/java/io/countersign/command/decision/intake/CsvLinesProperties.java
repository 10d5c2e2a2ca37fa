package io.countersign.command.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.NameForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvLinesProperties {
    private static final String HEADER = "txn_id,tenant,date,vendor,amount,currency,account,department,calibrated_p\n";

    private static List<StreamItem<TransactionRequest>> read(byte[] bytes, Random random) throws IOException {
        return Recorded.all(new CsvLines<>(new RawLinesProperties.Drops(bytes, random), Recorded.reader()));
    }

    private static List<StreamItem<TransactionRequest>> read(String text) throws IOException {
        return Recorded.all(
                new CsvLines<>(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Recorded.reader()));
    }

    record Line(String vendor, BigDecimal amount, String account, String department, BigDecimal p) {}

    @Provide
    Arbitrary<List<Line>> lines() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars(" ,\"';=+-@\u00e9\u682a\u2615abcXYZ019")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(s -> !s.isBlank() && s.equals(NameForm.normalized(s)));
        return Combinators.combine(
                        text,
                        Arbitraries.bigDecimals().ofScale(4).between(new BigDecimal("-1e9"), new BigDecimal("1e9")),
                        text,
                        text.injectNull(0.3),
                        Arbitraries.bigDecimals()
                                .ofScale(6)
                                .between(BigDecimal.ZERO, BigDecimal.ONE)
                                .injectNull(0.3))
                .as(Line::new)
                .list()
                .ofMaxSize(20);
    }

    private static String written(List<Line> lines, boolean quoteAll, boolean crlf, boolean mark) throws IOException {
        StringWriter out = new StringWriter();
        CsvWriter.CsvWriterBuilder builder =
                CsvWriter.builder().lineDelimiter(crlf ? LineDelimiter.CRLF : LineDelimiter.LF);
        try (CsvWriter csv = (quoteAll ? builder.quoteStrategy(QuoteStrategies.ALWAYS) : builder).build(out)) {
            csv.writeRecord(HEADER.strip().split(","));
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                csv.writeRecord(
                        "txn-" + i,
                        "acme",
                        "2026-03-01",
                        line.vendor,
                        line.amount.toPlainString(),
                        "EUR",
                        line.account,
                        line.department,
                        line.p == null ? null : line.p.toPlainString());
            }
        }
        return (mark ? "\uFEFF" : "") + out;
    }

    @Property(tries = 300)
    void what_a_csv_writer_writes_is_read_as_it_was(
            @ForAll("lines") List<Line> lines,
            @ForAll Random random,
            @ForAll boolean quoteAll,
            @ForAll boolean crlf,
            @ForAll boolean mark)
            throws IOException {
        List<StreamItem<TransactionRequest>> items =
                read(written(lines, quoteAll, crlf, mark).getBytes(StandardCharsets.UTF_8), random);

        assertThat(items).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            StreamItem<TransactionRequest> item = items.get(i);
            assertThat(item.fault()).isNull();
            assertThat(item.line()).isEqualTo(i + 2);
            TransactionRequest request = item.value();
            assertThat(request.txnId().value()).isEqualTo("txn-" + i);
            assertThat(request.date()).isEqualTo(LocalDate.of(2026, 3, 1));
            assertThat(request.vendor()).isEqualTo(line.vendor);
            assertThat(request.amount()).isEqualByComparingTo(line.amount);
            assertThat(request.account()).isEqualTo(line.account);
            assertThat(request.department()).isEqualTo(line.department);
            if (line.p == null) {
                assertThat(request.calibratedP()).isNull();
            } else {
                assertThat(request.calibratedP()).isEqualByComparingTo(line.p);
            }
        }
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        return Arbitraries.oneOf(
                        Arbitraries.bytes(),
                        Arbitraries.of((byte) '\n', (byte) '\r', (byte) '"', (byte) ',', (byte) 0, (byte) 0xC3))
                .array(byte[].class)
                .ofMaxSize(1_500);
    }

    @Property(tries = 300)
    void whatever_follows_the_header_a_sound_line_behind_it_is_read(
            @ForAll("hostile") byte[] bytes, @ForAll Random random) throws IOException {
        byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
        byte[] sound = "\ntxn-9,acme,2026-03-01,Walmart,1,EUR,,,".getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[header.length + bytes.length + sound.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(bytes, 0, all, header.length, bytes.length);
        System.arraycopy(sound, 0, all, header.length + bytes.length, sound.length);
        List<StreamItem<TransactionRequest>> items = read(all, random);

        // A quoted field of the noise may end in the sound line's own quotes only if it had any, which it hasn't.
        StreamItem<TransactionRequest> last = items.get(items.size() - 1);
        assertThat(last.fault()).isNull();
        assertThat(last.value().txnId().value()).isEqualTo("txn-9");
        assertThat(items.stream().map(StreamItem::line)).isSorted().doesNotHaveDuplicates();
    }

    @Example
    void a_quoted_field_that_goes_over_lines_spoils_these_and_no_other() throws IOException {
        List<StreamItem<TransactionRequest>> items = read(HEADER
                + "a,acme,2026-03-01,\"one\ntwo, \"\"three\"\"\",1,EUR,,,\n"
                + "b,acme,2026-03-01,Walmart,1,EUR,,,\n");

        assertThat(items).extracting(StreamItem::line).containsExactly(2L, 3L, 4L);
        assertThat(items.get(0).fault().detail()).contains("quotes");
        assertThat(items.get(1).fault().code()).isEqualTo("malformed_line");
        assertThat(items.get(2).value().txnId().value()).isEqualTo("b");
    }

    @Example
    void stray_quotes_spoil_their_own_lines_and_none_between_them() throws IOException {
        List<StreamItem<TransactionRequest>> items = read("txn_id,tenant,date,vendor,amount,currency,account\n"
                + "f2a,rep,2026-01-05,\"TOYS R US,10,EUR,6100\n"
                + "f2b,rep,2026-01-05,Acme,11,EUR,6100\n"
                + "f2c,rep,2026-01-05,Acme,12,EUR,6100\n"
                + "f2d,rep,2026-01-05,\"Other,13,EUR,6100\n"
                + "f2e,rep,2026-01-05,\"Toys \"R\" Us\",14,EUR,6100\n"
                + "f2f,rep,2026-01-05,Toys \"R\" Us,15,EUR,6100\n");

        assertThat(items).extracting(StreamItem::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(items)
                .extracting(item -> item.fault() == null)
                .containsExactly(false, true, true, false, false, true);
        assertThat(items.get(5).value().vendor()).isEqualTo("Toys \"R\" Us");
    }

    /** Wherever the file is cut, with the quote open or the line short, the last line says nothing. */
    @Property(tries = 200)
    void a_cut_file_has_no_value_that_the_whole_one_has_not(@ForAll("lines") List<Line> lines, @ForAll Random random)
            throws IOException {
        boolean crlf = random.nextBoolean();
        byte[] whole = written(lines, true, crlf, false).getBytes(StandardCharsets.UTF_8);
        int header = written(List.of(), true, crlf, false).length();
        int cut = header + random.nextInt(whole.length - header + 1);
        List<TransactionRequest> all = values(read(whole, random));

        List<StreamItem<TransactionRequest>> part = read(Arrays.copyOf(whole, cut), random);
        assertThat(all.containsAll(values(part))).isTrue();
        assertThat(part.size()).isLessThanOrEqualTo(all.size());
    }

    private static List<TransactionRequest> values(List<StreamItem<TransactionRequest>> items) {
        return items.stream()
                .filter(item -> item.fault() == null)
                .map(StreamItem::value)
                .toList();
    }

    @Property(tries = 300)
    void every_line_that_is_not_blank_is_answered_once(@ForAll("hostile") byte[] bytes, @ForAll Random random)
            throws IOException {
        byte[] all = new byte[HEADER.length() + bytes.length];
        System.arraycopy(HEADER.getBytes(StandardCharsets.US_ASCII), 0, all, 0, HEADER.length());
        System.arraycopy(bytes, 0, all, HEADER.length(), bytes.length);

        List<Long> expected = new ArrayList<>();
        String[] lines = new String(all, StandardCharsets.ISO_8859_1).split("\n");
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            if (!line.chars().allMatch(c -> c == ' ' || c == '\t')) {
                expected.add(i + 1L);
            }
        }
        assertThat(read(all, random)).extracting(StreamItem::line).isEqualTo(expected);
    }

    @Example
    void a_last_field_whose_quote_is_open_where_the_file_ends_is_no_value() throws IOException {
        for (String last : List.of("\"12", "\"12\"\"", "\"")) {
            List<StreamItem<TransactionRequest>> items =
                    read("txn_id,tenant,date,vendor,currency,account,amount\nf1b,rep,2026-01-06,Acme,EUR,6100," + last);

            assertThat(items)
                    .singleElement()
                    .satisfies(item -> assertThat(item.fault().detail()).contains("quotes"));
        }
    }

    @Example
    void a_quoted_line_that_is_cut_before_its_last_field_is_no_value() throws IOException {
        String line = "\"f1b\",\"rep\",\"2026-01-06\",\"Acme\",\"12\",\"EUR\",\"6100\",\"\",";

        assertThat(read(HEADER + line))
                .singleElement()
                .satisfies(item -> assertThat(item.fault().detail()).contains("ends"));
        assertThat(read(HEADER + line + "\n"))
                .singleElement()
                .satisfies(item -> assertThat(item.fault()).isNull());
        assertThat(read(HEADER + "f1b,rep,2026-01-06,Acme,12,EUR,6100,,"))
                .singleElement()
                .satisfies(item -> assertThat(item.fault()).isNull());
    }

    @Example
    void a_header_that_cannot_be_read_is_refused_for_the_true_reason() {
        String header = "txn_id,tenant,date,vendor,amount,currency";
        String row = "a,acme,2026-03-01,Caf\u00e9,1,EUR";
        refused(header.getBytes(StandardCharsets.UTF_16LE), "UTF-16");
        refused(("\uFEFF" + header).getBytes(StandardCharsets.UTF_16LE), "UTF-16");
        refused((header + "\n").getBytes(StandardCharsets.UTF_16), "UTF-16");
        refused((header + ",caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1), "UTF-8");
        refused(header.replace(',', ';') + "\n" + row, "semicolons");
        refused('"' + header.replace(",", "\";\"") + "\"\n" + row, "semicolons");
        refused(header.replace(',', '\t') + "\n" + row, "tabs");
        refused(header + "\r" + row + "\r", "carriage return");
        refused(header + "\r" + (row + "\r").repeat(5_000), "carriage return");
        refused(header + ",\"open\n" + row, "quotes");
        refused(header + " ".repeat(RawLines.LIMIT) + "\n" + row, "65536");
    }

    private static void refused(String text, String reason) {
        refused(text.getBytes(StandardCharsets.UTF_8), reason);
    }

    private static void refused(byte[] file, String reason) {
        assertThatThrownBy(() -> read(file, new Random(1)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("header");
                            assertThat(error.message()).contains(reason);
                        }));
    }

    @Example
    void a_header_of_many_unknown_columns_has_a_thousand_faults() {
        assertThatThrownBy(() -> read("x,".repeat(10_000) + "\n"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).hasSize(1_000));
    }

    @Example
    void a_header_may_be_in_any_case_and_name_memo_and_category() throws IOException {
        List<StreamItem<TransactionRequest>> items = read("TXN_ID,Tenant,Date,VENDOR,Amount,Currency,Memo,MCC\n"
                + "a,acme,2026-03-01,Walmart,1,EUR,\"lunch, large\",5411\n");

        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.value().memo()).isEqualTo("lunch, large");
            assertThat(item.value().mcc().value()).isEqualTo("5411");
        });
    }

    @Example
    void a_quoted_field_without_an_end_spoils_its_own_line_only() throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append("bad,acme,2026-03-01,\"open,1,EUR,,,\n");
        for (int i = 0; i < 500; i++) {
            text.append("txn-").append(i).append(",acme,2026-03-01,Walmart,1,EUR,,,\n");
        }
        List<StreamItem<TransactionRequest>> items = read(text.toString());

        assertThat(items).hasSize(501);
        assertThat(items.get(0).fault().code()).isEqualTo("malformed_line");
        assertThat(items.subList(1, 501)).allMatch(item -> item.fault() == null);
        assertThat(items.get(500).line()).isEqualTo(502);
    }

    @Example
    void quotes_that_open_in_every_line_cost_no_more_than_the_stream_is_long() {
        String text = HEADER + "a\",\"b\n".repeat(50_000) + "ok,acme,2026-03-01,Walmart,1,EUR,,,\n";

        List<StreamItem<TransactionRequest>> items =
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(text));
        assertThat(items).hasSize(50_001);
        assertThat(items.get(50_000).fault()).isNull();
    }

    @Example
    void a_line_with_too_many_or_too_few_fields_says_so() throws IOException {
        List<StreamItem<TransactionRequest>> items =
                read(HEADER + "a,acme\nb,acme,2026-03-01,Walmart,1,EUR,,,,\n\n  \n");

        assertThat(items).hasSize(2);
        assertThat(items.get(0).fault().detail()).contains("2 fields", "9");
        assertThat(items.get(1).fault().detail()).contains("10 fields", "9");
    }

    @Example
    void columns_come_in_any_order_and_the_optional_ones_may_be_missing() throws IOException {
        List<StreamItem<TransactionRequest>> items =
                read("currency,amount,vendor,date,tenant,txn_id\r\nEUR,-0.5,\"Walmart, Inc.\",2026-03-01,acme,x\r\n");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).value().vendor()).isEqualTo("Walmart, Inc.");
        assertThat(items.get(0).value().tenantId().value()).isEqualTo("acme");
        assertThat(items.get(0).value().amount()).isEqualByComparingTo("-0.5");
    }

    @Example
    void a_header_names_every_fault_that_it_has() {
        assertThatThrownBy(() -> read("txn_id,txn_id,date,vendor,amount,\u682a\n"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(FieldError::field)
                                .containsExactlyInAnyOrder("txn_id", "?", "tenant", "currency"));
        assertThatThrownBy(() -> read(""))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).hasSize(6));
    }

    @Example
    void numbers_that_are_none_are_told_as_such() throws IOException {
        List<String> details = new ArrayList<>();
        for (String amount : List.of("NaN", "1,5", "0x10", "1e999999999", "9".repeat(200), "12.34567")) {
            List<StreamItem<TransactionRequest>> items =
                    read(HEADER + "a,acme,2026-03-01,Walmart,\"%s\",EUR,,,\n".formatted(amount));
            assertThat(items).hasSize(1);
            assertThat(items.get(0).fault()).as(amount).isNotNull();
            details.add(items.get(0).fault().detail());
        }
        assertThat(details).allMatch(detail -> detail.contains("amount"));
    }
}
