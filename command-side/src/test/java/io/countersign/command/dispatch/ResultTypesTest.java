package io.countersign.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ResultTypesTest {
    private record Moved(int number) {}

    private final ResultTypes types = new ResultTypes().with("moved", Moved.class, "some.former.Name", "an.older.Name");

    @Test
    void a_result_comes_back_as_it_was_stored() {
        assertThat(types.store(new Moved(3))).isEqualTo(new StoredResult("moved", "{\"number\":3}"));
        assertThat(types.read(types.store(new Moved(3)))).isEqualTo(new Moved(3));
        assertThat(types.read(types.store("text"))).isEqualTo("text");
        assertThat(types.read(types.store(7L))).isEqualTo(7L);
    }

    @Test
    void former_names_are_read_too() {
        assertThat(types.read(new StoredResult("some.former.Name", "{\"number\":3}")))
                .isEqualTo(new Moved(3));
        assertThat(types.read(new StoredResult("an.older.Name", "{\"number\":3}")))
                .isEqualTo(new Moved(3));
    }

    @Test
    void a_type_without_a_name_is_refused_before_anything_is_stored() {
        assertThatIllegalStateException().isThrownBy(() -> types.store(3.5));
        assertThatIllegalStateException().isThrownBy(() -> types.read(new StoredResult("nothing", "{}")));
    }
}
