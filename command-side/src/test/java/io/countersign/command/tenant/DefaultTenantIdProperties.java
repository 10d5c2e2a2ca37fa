package io.countersign.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.TenantId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class DefaultTenantIdProperties {
    @Property
    void any_name_makes_an_id(@ForAll @StringLength(max = 300) String name) {
        assertThat(DefaultTenantId.of(name).value())
                .matches("pilot-[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}")
                .hasSizeLessThanOrEqualTo(64);
    }

    @Example
    void the_name_shows() {
        assertThat(DefaultTenantId.of("Beta Accounting, Inc.").value()).startsWith("pilot-beta-accounting-inc-");
        assertThat(DefaultTenantId.of("Caf\u00e9 \u00c9moji \u2615").value()).startsWith("pilot-cafe-emoji-");
        assertThat(DefaultTenantId.of("\u682a\u5f0f\u4f1a\u793e").value()).startsWith("pilot-tenant-");
    }

    @Example
    void the_same_name_makes_different_ids() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> DefaultTenantId.of("Acme"))
                        .map(TenantId::value)
                        .collect(Collectors.toSet()))
                .hasSize(100);
    }
}
