package io.countersign.query.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/firm", "/firm?search=a%20b&page=2", "/explain/acme/txn-1"})
    void lets_pages_of_ours_through(String path) {
        assertThat(LocalPath.orHome(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "firm", "//example.org", "/\\example.org", "\\\\example.org", "https://example.org",
                        "javascript:alert(1)",
                "/\t/example.org", "/\n/example.org", " //example.org", "/firm\\..", "/login", "/login?next=/login",
                        "/é"
            })
    void leads_home_instead_of_anywhere_else(String path) {
        assertThat(LocalPath.orHome(path)).isEqualTo("/");
    }
}
