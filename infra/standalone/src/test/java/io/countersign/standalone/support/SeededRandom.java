package io.countersign.standalone.support;

import java.util.List;
import java.util.SplittableRandom;

/** Draws; the same again for the same seed. */
public final class SeededRandom {
    private final SplittableRandom random;

    public SeededRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Once in so many times. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Both ends inclusive. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    @SafeVarargs
    public final <T> T of(T... values) {
        return of(List.of(values));
    }

    public <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
