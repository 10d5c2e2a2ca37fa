package io.countersign.loader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransactionFileTest {

    private static final String HEADER = "txn_id,tenant,date,vendor,amount,currency,account,department\n";
    private static final String ROW = "t-1,acme,2024-02-29,Café Brun,-12.50,EUR,6090 Meals,Office\n";
    private static final Transaction READ = new Transaction(
            "t-1",
            "acme",
            LocalDate.of(2024, 2, 29),
            "Café Brun",
            new BigDecimal("-12.50"),
            "EUR",
            "6090 Meals",
            "Office");

    @Nested
    class a_readable_file {

        @Test
        void gives_its_rows_in_order() throws LoadFailure {
            assertThat(read("a.csv", HEADER + ROW + ROW.replace("t-1", "t-2")))
                    .extracting(Transaction::txnId)
                    .containsExactly("t-1", "t-2");
        }

        @Test
        void is_understood_field_by_field() throws LoadFailure {
            assertThat(read("a.csv", HEADER + ROW)).containsExactly(READ);
        }

        @Test
        void may_be_gzipped() throws Exception {
            assertThat(TransactionFile.read("a.csv.gz", new ByteArrayInputStream(gzip(HEADER + ROW))))
                    .containsExactly(READ);
        }

        @Test
        void may_start_with_a_byte_order_mark_and_end_its_lines_with_CR_LF() throws LoadFailure {
            assertThat(read("a.csv", "\uFEFF" + (HEADER + ROW).replace("\n", "\r\n")))
                    .containsExactly(READ);
        }

        @Test
        void may_quote_commas_and_quotes() throws LoadFailure {
            String row = "t-1,acme,2024-02-29,\"Quorrel \"\"Q\"\", Inc.\",1.00,USD,\"6030, Telephone\",\n";
            assertThat(read("a.csv", HEADER + row)).first().satisfies(it -> {
                assertThat(it.vendor()).isEqualTo("Quorrel \"Q\", Inc.");
                assertThat(it.account()).isEqualTo("6030, Telephone");
                assertThat(it.department()).isEmpty();
            });
        }

        @Test
        void may_have_its_columns_in_any_order_and_more_of_them() throws LoadFailure {
            String text = "note,department,account,currency,amount,vendor,date,tenant,txn_id\n"
                    + "x,Office,6090 Meals,EUR,-12.50,Café Brun,2024-02-29,acme,t-1\n";
            assertThat(read("a.csv", text)).containsExactly(READ);
        }
    }

    @Nested
    class an_unreadable_file {

        @Test
        void says_which_columns_it_lacks() {
            assertRefused(
                    "txn_id,tenant,date,vendor,amount,account\nt-1,acme,2024-02-29,x,1,y\n",
                    "a.csv: the header lacks currency, department.");
        }

        @Test
        void says_on_which_line_a_date_is_none() {
            assertRefused(
                    HEADER + ROW + ROW.replace("2024-02-29", "29/02/2024"),
                    "a.csv line 3: the date \"29/02/2024\" is not an ISO date.");
        }

        @Test
        void says_on_which_line_an_amount_is_none() {
            assertRefused(
                    HEADER + ROW.replace("-12.50", "1e9"), "a.csv line 2: the amount \"1e9\" is not a plain decimal.");
        }

        @Test
        void says_that_a_quote_is_not_closed_where_it_ends() {
            assertThatThrownBy(() -> read("a.csv", HEADER + ROW + "t-2,acme,2024-02-29,Brun,1,EUR,6090,\"Off"))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageStartingWith("a.csv: ")
                    .hasMessageContaining("nclosed");
        }

        @Test
        void says_on_which_line_a_quote_is_not_closed() {
            String opened = ROW.replace("Café", "\"Café");
            String closed = ROW.replace("Brun", "Brun\"");
            assertRefused(HEADER + ROW + opened + ROW + closed, "a.csv line 3: a quote isn't closed in this line.");
            assertThatThrownBy(() -> read("a.csv", HEADER + ROW + opened + ROW + opened))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("line 3");
        }

        @Test
        void says_that_it_has_no_rows() {
            assertRefused(HEADER, "a.csv has no rows.");
        }

        @Test
        void says_on_which_line_fields_are_missing() {
            assertRefused(HEADER + "t-1,acme\n", "a.csv line 2: 2 fields where the header has 8.");
        }

        @Test
        void says_that_it_is_not_UTF_8() {
            var latin = new ByteArrayInputStream((HEADER + ROW).getBytes(ISO_8859_1));
            assertThatThrownBy(() -> TransactionFile.read("a.csv", latin))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessage("a.csv is not UTF-8 text.");
        }

        @Test
        void says_that_its_gzip_is_cut_off() throws IOException {
            byte[] whole = gzip(HEADER + ROW.repeat(1000));
            var half = new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2));
            assertThatThrownBy(() -> TransactionFile.read("a.csv.gz", half))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageStartingWith("a.csv.gz can't be read");
        }

        private void assertRefused(String text, String sentence) {
            assertThatThrownBy(() -> read("a.csv", text))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessage(sentence);
        }
    }

    private static List<Transaction> read(String name, String text) throws LoadFailure {
        return TransactionFile.read(name, new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
