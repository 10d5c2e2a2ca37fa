package io.countersign.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionResultTest {
    @ParameterizedTest
    @CsvSource({"3, v3", "'\"v3\"', v3", "null,"})
    void that_was_kept_for_a_repetition_names_its_version_whichever_build_wrote_it(String kept, String name) {
        String json =
                "{\"txnId\": \"t-1\", \"reasons\": [], \"status\": \"decided\", \"ruleVersion\": %s}".formatted(kept);

        assertThat(EventJson.mapper().readValue(json, TransactionResult.class).ruleVersion())
                .isEqualTo(name);
    }
}
