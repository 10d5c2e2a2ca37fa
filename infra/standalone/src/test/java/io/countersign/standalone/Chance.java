package io.countersign.standalone;

import java.util.List;
import java.util.SplittableRandom;

/** Draws; the same again for the same seed. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Both ends inclusive. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return of(List.of(values));
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
