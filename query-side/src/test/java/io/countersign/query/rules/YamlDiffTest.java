package io.countersign.query.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YamlDiffTest {
    private static List<Rule> rules(int count, String account) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Rule(
                        "rule-" + i,
                        Rule.Type.VENDOR_GLOB,
                        "vendor " + i + "*",
                        account,
                        50,
                        new BigDecimal("0.97"),
                        24,
                        null,
                        null,
                        null,
                        "imported",
                        null))
                .toList();
    }

    private static List<String> lines(YamlDiff diff, String sign) {
        return diff.lines().stream()
                .filter(line -> line.sign().equals(sign))
                .map(line -> line.text().strip())
                .toList();
    }

    @Test
    void tells_line_by_line_what_changed_and_keeps_the_rest_of_the_rule() {
        YamlDiff diff = YamlDiff.of(RuleDiff.between("v1", rules(1, "6100"), "v2", rules(1, "6200")));

        assertThat(lines(diff, "-")).hasSize(2).anyMatch(line -> line.startsWith("account:") && line.contains("6100"));
        assertThat(lines(diff, "+")).hasSize(2).anyMatch(line -> line.startsWith("account:") && line.contains("6200"));
        assertThat(lines(diff, " ")).anyMatch(line -> line.contains("rule-0"));
    }

    @Test
    void shows_the_first_of_many_and_says_how_many_there_are() {
        YamlDiff diff = YamlDiff.of(RuleDiff.between("v0", List.of(), "v1", rules(500, "6100")));

        assertThat(diff.rules()).isEqualTo(500);
        assertThat(lines(diff, "+"))
                .filteredOn(line -> line.contains("rule_id"))
                .hasSize(YamlDiff.SHOWN);
    }
}
