package io.countersign.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.user.UserCommand.ChangePassword;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final String PASSWORD = "correct horse battery";

    private final Passwords passwords = new Passwords();

    @Test
    void a_password_matches_its_own_hash_only() {
        PasswordHash hash = passwords.hash(new NewPassword(PASSWORD));

        assertThat(passwords.matches(PASSWORD, Optional.of(hash))).isTrue();
        assertThat(passwords.matches(PASSWORD + " ", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("", Optional.of(hash))).isFalse();
    }

    @Test
    void nothing_matches_where_there_is_no_hash() {
        assertThat(passwords.matches(PASSWORD, Optional.empty())).isFalse();
    }

    @Test
    void the_hash_is_argon2id_with_a_salt_of_its_own() {
        PasswordHash hash = passwords.hash(new NewPassword(PASSWORD));

        assertThat(hash.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash(new NewPassword(PASSWORD))).isNotEqualTo(hash);
    }

    @Test
    void long_passwords_count_to_their_end() {
        String common = "x".repeat(NewPassword.MAX_LENGTH - 1);
        PasswordHash hash = passwords.hash(new NewPassword(common + "a"));

        assertThat(passwords.matches(common + "a", Optional.of(hash))).isTrue();
        assertThat(passwords.matches(common + "b", Optional.of(hash))).isFalse();
    }

    @Test
    void the_same_letters_typed_otherwise_match() {
        PasswordHash hash = passwords.hash(new NewPassword("Caf\u00e9 Caf\u00e9 Caf\u00e9"));

        assertThat(passwords.matches("Cafe\u0301 Cafe\u0301 Cafe\u0301", Optional.of(hash)))
                .isTrue();
    }

    @Nested
    class a_new_password {
        @Test
        void has_12_to_1024_characters() {
            assertThat(new NewPassword("x".repeat(12)).value()).hasSize(12);
            assertThat(new NewPassword("😀".repeat(1024)).value()).hasSize(2048);
            assertThatThrownBy(() -> new NewPassword("x".repeat(11))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new NewPassword("😀".repeat(11))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new NewPassword("x".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void never_shows_in_text() {
            PasswordHash hash = new PasswordHash("$argon2id$secret");

            assertThat(new NewPassword(PASSWORD).toString()).doesNotContain(PASSWORD);
            assertThat(new AuthApi.LoginRequest("a@example.com", PASSWORD).toString())
                    .doesNotContain(PASSWORD);
            assertThat(new AuthApi.PasswordRequest(PASSWORD, new NewPassword(PASSWORD)).toString())
                    .doesNotContain(PASSWORD);
            assertThat(new ChangePassword("user-1", hash, hash).toString()).doesNotContain("secret");
            assertThat(new FirstOwnerProperties("a@example.com", PASSWORD).toString())
                    .doesNotContain(PASSWORD);
        }
    }

    @Nested
    class the_first_owner_of_the_settings {
        @Test
        void stops_the_start_if_unfit() {
            assertThatThrownBy(() -> new FirstOwnerProperties("nobody", PASSWORD))
                    .hasMessageStartingWith("countersign.bootstrap.owner-email must be");
            assertThatThrownBy(() -> new FirstOwnerProperties("a@example.com", "too short"))
                    .hasMessageStartingWith("countersign.bootstrap.owner-password must have 12")
                    .hasMessageNotContaining("too short");
        }

        @Test
        void may_lack_a_password() {
            assertThat(new FirstOwnerProperties("a@example.com", "").ownerPassword())
                    .isNull();
            assertThat(new FirstOwnerProperties("a@example.com", null).ownerPassword())
                    .isNull();
        }
    }
}
