package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvRowCounterTest {

    private final CsvRowCounter counter = new CsvRowCounter(() -> {});

    @Test
    void a_line_feed_inside_quotes_ends_no_record_even_across_chunks() {
        count("a,b\n1,\"x\n\"\"");
        count("\ny\"\n2,z\n");
        assertThat(counter.records()).isEqualTo(3);
        assertThat(counter.bytes()).isEqualTo(19);
    }

    private void count(String chunk) {
        counter.count(chunk.getBytes(UTF_8), chunk.length());
    }
}
