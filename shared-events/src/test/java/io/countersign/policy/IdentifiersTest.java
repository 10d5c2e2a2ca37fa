package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "FIRM", "firm-1", "pilot:a=b.c_d-E9", "...", ".a"})
    void of_tenants_and_transactions_may_be(String value) {
        assertThat(new TenantId(value)).hasToString(value);
        assertThat(new TxnId(value)).hasToString(value);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "müller", "٣", "a\0", ".", ".."})
    void of_tenants_and_transactions_may_not_be(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantId(value))
                .withMessageStartingWith("must be 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TxnId(value))
                .withMessageStartingWith("must be 1 to 128");
    }

    @Test
    void of_tenants_have_at_most_64_characters() {
        assertThat(new TenantId("a".repeat(64)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("a".repeat(65)));
    }

    @Test
    void of_transactions_have_at_most_128_characters() {
        assertThat(new TxnId("a".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new TxnId("a".repeat(129)));
    }

    @Test
    void of_tenants_leave_the_firm_to_all_tenants() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantId("firm"))
                .withMessageContaining("reserved");
        assertThat(new TxnId("firm")).hasToString("firm");
    }

    @Test
    void of_tenants_are_ordered_as_text() {
        assertThat(new TenantId("a")).isLessThan(new TenantId("b")).isEqualByComparingTo(new TenantId("a"));
    }
}
