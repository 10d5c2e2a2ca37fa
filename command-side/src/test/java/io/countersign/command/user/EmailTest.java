package io.countersign.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a@b", "owner@localhost", "First.Last+tag@sub.example.com", "o'neil@example.co.uk", "1@2.3"})
    void an_address_is_one(String text) {
        assertThat(new Email(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@b",
                "a@",
                "a@@b",
                "a b@c.de",
                "a@b c",
                "a@-b.de",
                "a@b-.de",
                "a@b..de",
                "a@.de",
                "a@b.",
                "a@b,c@d",
                "<a@b.de>",
                "\"a b\"@c.de",
                "a@b.de\nBcc: c@d.ef",
                "a\u0000@b.de",
                "ä@b.de",
                "a@[127.0.0.1]"
            })
    void anything_else_is_not(String text) {
        assertThatThrownBy(() -> new Email(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void blanks_around_it_do_not_count() {
        assertThat(new Email(" A@b.de\t").value()).isEqualTo("A@b.de");
    }

    @Test
    void it_has_at_most_254_characters() {
        String domain = ("d".repeat(60) + ".").repeat(4);
        String longest = "a".repeat(254 - 1 - domain.length() - 2) + "@" + domain + "de";

        assertThat(new Email(longest).value()).hasSize(254);
        assertThatThrownBy(() -> new Email("a" + longest)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_does_not_show_in_text() {
        assertThat(new Email("secret@example.com").toString()).doesNotContain("secret");
    }
}
