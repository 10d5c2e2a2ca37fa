package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegexGuardTest {
    /** Walks each circle of letters that RE2/J takes for the same: with another JDK, others might not close. */
    @Test
    void keeps_away_every_letter_that_RE2_would_fold_for_ever() throws Exception {
        Method next = Class.forName("com.google.re2j.Unicode").getDeclaredMethod("simpleFold", int.class);
        next.setAccessible(true);
        List<Integer> endless = new ArrayList<>();
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            if (!closes(next, letter)) {
                endless.add(letter);
            }
        }

        assertThat(endless)
                .isNotEmpty()
                .allSatisfy(letter -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> RegexGuard.check(Character.toString(letter))));
    }

    private static boolean closes(Method next, int letter) throws Exception {
        int other = letter;
        for (int i = 0; i < 10; i++) {
            other = (int) next.invoke(null, other);
            if (other == letter) {
                return true;
            }
        }
        return false;
    }
}
