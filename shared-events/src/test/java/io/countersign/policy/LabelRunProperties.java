package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LabelRunProperties {
    @Provide
    Arbitrary<List<String>> labels() {
        return Arbitraries.of("6420", "6430").list().ofMinSize(1).ofMaxSize(40);
    }

    @Property
    void folding_label_by_label_equals_counting_back_from_the_newest(@ForAll("labels") List<String> labels) {
        LabelRun folded = null;
        for (String label : labels) {
            folded = LabelRun.after(folded, label);
        }

        assertThat(folded).isEqualTo(countedBack(labels));
    }

    @Example
    void the_first_label_is_a_run_of_one() {
        assertThat(LabelRun.after(null, "6420")).isEqualTo(new LabelRun("6420", 1));
    }

    @Example
    void a_run_that_was_broken_starts_again() {
        LabelRun broken = LabelRun.after(new LabelRun("6420", 9), "6430");

        assertThat(LabelRun.after(broken, "6420")).isEqualTo(new LabelRun("6420", 1));
    }

    private static LabelRun countedBack(List<String> labels) {
        String newest = labels.get(labels.size() - 1);
        int length = 0;
        while (length < labels.size() && labels.get(labels.size() - 1 - length).equals(newest)) {
            length++;
        }
        return new LabelRun(newest, length);
    }
}
