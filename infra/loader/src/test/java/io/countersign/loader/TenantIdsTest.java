package io.countersign.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TenantIdsTest {

    @Nested
    class a_tenant_id {

        @Test
        void is_the_name_behind_the_prefix() {
            assertThat(new TenantIds("devon").idOf("totnes-dist")).isEqualTo("devon-totnes-dist");
        }

        @Test
        void is_the_bare_name_where_the_prefix_is_empty() {
            assertThat(new TenantIds("").idOf("totnes-dist")).isEqualTo("totnes-dist");
        }

        @Test
        void is_cut_to_64_characters_and_stays_distinct() {
            var ids = new TenantIds("p".repeat(40));
            assertThat(ids.idOf("t".repeat(40) + "1")).hasSize(64).isNotEqualTo(ids.idOf("t".repeat(40) + "2"));
        }

        @Test
        void has_allowed_characters_only_and_stays_distinct() {
            var ids = new TenantIds("set");
            assertThat(ids.idOf("a & b")).matches("[A-Za-z0-9._:=-]+").isNotEqualTo(ids.idOf("a + b"));
        }
    }
}
