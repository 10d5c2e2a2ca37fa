package io.countersign.command.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonLinesTest {
    private static final String SOUND =
            "{\"txn_id\":\"%s\",\"tenant_id\":\"acme\",\"date\":\"2026-03-01\",\"vendor\":\"Walmart\",\"amount\":1,\"currency\":\"EUR\"}";

    private static List<StreamItem<TransactionRequest>> read(byte[] bytes) throws IOException {
        return Recorded.all(new NdjsonLines<>(new ByteArrayInputStream(bytes), Recorded.reader()));
    }

    private static List<StreamItem<TransactionRequest>> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void each_line_is_a_transaction_and_blank_ones_are_passed_over_but_counted() throws IOException {
        List<StreamItem<TransactionRequest>> items = read(SOUND.formatted("a") + "\r\n\n \t\n" + SOUND.formatted("b"));

        assertThat(items).extracting(item -> item.value().txnId().value()).containsExactly("a", "b");
        assertThat(items).extracting(StreamItem::line).containsExactly(1L, 4L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "1",
                "\"text\"",
                "{} {}",
                "{\"txn_id\":NaN}",
                "{'txn_id':'a'}",
                "\u0000",
                "{\"a\":1,\"a\":2}",
                "]",
                "{\"txn_id\":\"\\ud800\"}"
            })
    void a_line_that_is_no_transaction_is_faulty_alone(String line) throws IOException {
        List<StreamItem<TransactionRequest>> items = read(line + "\n" + SOUND.formatted("b"));

        assertThat(items).hasSize(2);
        assertThat(items.get(0).fault()).isNotNull();
        assertThat(items.get(0).fault().line()).isEqualTo(1);
        assertThat(items.get(1).fault()).isNull();
    }

    @Test
    void broken_utf_8_is_faulty_alone() throws IOException {
        byte[] sound = SOUND.formatted("b").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[sound.length + 4];
        bytes[0] = '"';
        bytes[1] = (byte) 0xC3;
        bytes[2] = '"';
        bytes[3] = '\n';
        System.arraycopy(sound, 0, bytes, 4, sound.length);
        List<StreamItem<TransactionRequest>> items = read(bytes);

        assertThat(items).hasSize(2);
        assertThat(items.get(0).fault()).isNotNull();
        assertThat(items.get(1).fault()).isNull();
    }

    @Test
    void a_line_of_10_mb_is_told_as_too_long_and_the_next_is_read() throws IOException {
        List<StreamItem<TransactionRequest>> items =
                read("{\"memo\":\"" + "x".repeat(10 << 20) + "\"}\n" + SOUND.formatted("b"));

        assertThat(items).hasSize(2);
        assertThat(items.get(0).fault().code()).isEqualTo("line_too_long");
        assertThat(items.get(1).fault()).isNull();
    }

    @Test
    void deep_nesting_is_faulty_alone() throws IOException {
        List<StreamItem<TransactionRequest>> items = read("[".repeat(30_000) + "\n" + SOUND.formatted("b"));

        assertThat(items.get(0).fault()).isNotNull();
        assertThat(items.get(1).fault()).isNull();
    }

    @Test
    void a_fault_names_the_transaction_where_it_can() throws IOException {
        List<StreamItem<TransactionRequest>> items =
                read("{\"txn_id\":\"t-7\",\"tenant_id\":\"acme\",\"colour\":\"red\"}\n");

        assertThat(items.get(0).fault().txnId()).isEqualTo("t-7");
        assertThat(items.get(0).fault().detail()).contains("colour");
    }
}
