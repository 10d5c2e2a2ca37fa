package io.countersign.bench.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ranks from 0 whose frequency falls with the rank, as that of clients and of vendors does. */
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
