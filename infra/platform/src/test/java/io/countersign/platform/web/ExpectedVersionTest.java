package io.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match, RFC 9110 §13.1.1. */
class ExpectedVersionTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", " * ", "\"7\"", "\"6\", \"7\"", "\"7\",\"8\"", "W/\"6\", \"7\""})
    void lets_version_7_through(String header) {
        ExpectedVersion expected = ExpectedVersion.from(header);

        expected.mustMatch(7, "Tenant acme");
        assertThat(expected.versions() == null || expected.versions().contains(7L))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"6\"", "W/\"7\"", "7", "\"seven\"", "\"\"", "", "\"99999999999999999999\"", "\"-7\"", "\"7 \""
            })
    void refuses_version_7(String header) {
        assertThatThrownBy(() -> ExpectedVersion.from(header).mustMatch(7, "Tenant acme"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED))
                .hasMessageContaining("Tenant acme", "7");
    }

    @Test
    void any_is_what_no_header_demands() {
        assertThat(ExpectedVersion.from(null)).isEqualTo(ExpectedVersion.ANY);
    }
}
