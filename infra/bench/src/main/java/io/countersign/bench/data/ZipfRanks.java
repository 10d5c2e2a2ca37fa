package io.countersign.bench.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random ranks from 0 with a Zipf distribution, as is typical for clients and vendors. */
final class ZipfRanks {
    private final double[] cumulated;

    ZipfRanks(int ranks, double exponent) {
        cumulated = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += 1 / Math.pow(rank + 1, exponent);
            cumulated[rank] = sum;
        }
    }

    int next(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    }
}
