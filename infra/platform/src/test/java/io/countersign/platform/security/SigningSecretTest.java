package io.countersign.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class SigningSecretTest {
    @TempDir
    Path dir;

    @Nested
    class a_configured_secret {
        @Test
        void is_used_as_it_is_and_nothing_is_written() throws IOException {
            String secret = "Zk8qW3xY7pLr2sVtNfUb5hCgKdAiRyT9";

            assertThat(SigningSecret.find(secret, dir)).isEqualTo(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(dir).isEmptyDirectory();
        }

        @Test
        void that_is_short_stops_the_start_with_its_length_and_the_least() {
            assertThatThrownBy(() -> SigningSecret.find("Zk8qW3xY7pLr2sVtNfUb5hCgKdAiRyT", dir))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has 31 bytes")
                    .hasMessageContaining("at least 32");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "your-secret-key-change-in-production",
                    "CHANGEMECHANGEMECHANGEMECHANGEME",
                    "a-string-secret-at-least-256-bits-long",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "abcabcabcabcabcabcabcabcabcabcabcabc"
                })
        void that_everybody_knows_or_guesses_stops_the_start(String secret) {
            assertThatThrownBy(() -> SigningSecret.find(secret, dir))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("everybody knows or guesses")
                    .hasMessageNotContaining(secret);
        }
    }

    @Nested
    class without_a_configured_secret {
        @Test
        void one_is_made_that_only_its_owner_may_read() throws IOException {
            byte[] secret = SigningSecret.find(null, dir.resolve("made/later"));

            assertThat(secret).hasSizeGreaterThanOrEqualTo(SigningSecret.MIN_BYTES);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(dir.resolve("made/later/jwt-secret"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("made/later"))))
                    .isEqualTo("rwx------");
        }

        @Test
        @ExtendWith(OutputCaptureExtension.class)
        void a_directory_that_others_can_enter_is_told_of(CapturedOutput output) throws IOException {
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
            SigningSecret.find(null, dir);
            assertThat(output).doesNotContain("chmod");

            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
            SigningSecret.find(null, dir);
            assertThat(output).contains("Other users of this machine can enter %s (rwxr-xr-x)".formatted(dir));
        }

        @Test
        void it_survives_a_restart() {
            assertThat(SigningSecret.find(" ", dir)).isEqualTo(SigningSecret.find(null, dir));
        }

        @Test
        void each_installation_has_its_own() {
            assertThat(SigningSecret.find(null, dir.resolve("a")))
                    .isNotEqualTo(SigningSecret.find(null, dir.resolve("b")));
        }

        @Test
        void several_that_start_at_once_share_one() throws Exception {
            ExecutorService starting = Executors.newFixedThreadPool(8);
            try {
                Callable<byte[]> start = () -> SigningSecret.find(null, dir);
                List<Callable<byte[]>> starts =
                        Stream.generate(() -> start).limit(8).toList();
                var secrets = starting.invokeAll(starts).stream().map(made -> {
                    try {
                        return new String(made.get(), StandardCharsets.US_ASCII);
                    } catch (Exception e) {
                        return e.toString();
                    }
                });
                assertThat(secrets.collect(Collectors.toSet())).hasSize(1);
            } finally {
                starting.shutdownNow();
            }
        }
    }
}
