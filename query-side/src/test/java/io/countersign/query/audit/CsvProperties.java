package io.countersign.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.countersign.query.projection.EventFeed;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class CsvProperties {
    private static EmbeddedDatabase database;

    @BeforeContainer
    static void open() {
        database = EmbeddedDatabase.with("read_model");
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    /** Whatever text an entry has, a reader that keeps to RFC 4180 gets it back, but for the guard against formulas. */
    @Property(tries = 300)
    void every_text_comes_back(
            @ForAll("texts") String vendor, @ForAll("texts") String account, @ForAll("texts") String reason)
            throws Exception {
        database.jdbc().sql("truncate read_model.audit_entry").update();
        new EventFeed(database.dataSource(), new AuditProjection())
                .publish(Happenings.rejected(vendor, account, reason));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditFilter all = new AuditFilter(null, null, null, null, List.of(), null, null, null, null);
        new EntryCopy(database.dataSource()).send(all, Long.MAX_VALUE, ExportFormat.FULL_CSV, out, () -> {});

        List<CsvRecord> records = CsvReader.builder().ofCsvRecord(out.toString(StandardCharsets.UTF_8)).stream()
                .toList();
        assertThat(records).hasSize(2);
        CsvRecord cells = records.get(1);
        assertThat(cells.getFieldCount()).isEqualTo(21);
        assertThat(cells.getField(3)).isEqualTo(guarded(vendor));
        assertThat(cells.getField(11)).isEqualTo(guarded(account));
        assertThat(cells.getField(19)).isEqualTo(guarded(reason));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> likely = Arbitraries.of(
                "=+-@\t\r\n\",';|\\. {}N%_'".chars().mapToObj(c -> (char) c).toList());
        Arbitrary<Character> any = Arbitraries.chars().filter(c -> c != 0 && !Character.isSurrogate(c));
        Arbitrary<String> mixed =
                Arbitraries.oneOf(likely, any).list().ofMaxSize(12).map(CsvProperties::text);
        return Arbitraries.oneOf(mixed, Arbitraries.of("", "\\.", "\\N", "☕😀", "\"", "\r", "\n", "null"));
    }

    private static String text(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    private static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
