package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "6100 B\u00fcro",
                " 6100 B\u00fcro",
                "6100 B\u00fcro ",
                "6100  B\u00fcro",
                "6100\u00a0B\u00fcro",
                "\u3000 6100\u2003\u00a0Bu\u0308ro\u00a0",
                "6100 Bu\u0308ro"
            })
    void is_one_for_all_that_look_the_same(String name) {
        assertThat(NameForm.normalized(name)).isEqualTo("6100 B\u00fcro");
        assertThat(NameForm.same(name, "6100 B\u00fcro")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6100 Office", "6100 office", "6100-Office", "61 00 Office"})
    void keeps_what_differs(String name) {
        assertThat(NameForm.normalized(name)).isSameAs(name);
        assertThat(NameForm.same(name, "6100 Office ")).isEqualTo(name.equals("6100 Office"));
    }

    @Test
    void of_nothing_is_nothing() {
        assertThat(NameForm.normalized(null)).isNull();
        assertThat(NameForm.same(null, null)).isTrue();
        assertThat(NameForm.same(null, "6100")).isFalse();
        assertThat(NameForm.same("6100", null)).isFalse();
    }
}
