package io.countersign.bench.load;

import io.countersign.bench.http.Connection;
import java.io.IOException;

/** One piece of load, done over a worker's own connection. */
@FunctionalInterface
public interface LoadTask {
    /**
     * @param number 0, 1, 2 … over all workers
     * @return whether it was answered as it should be
     */
    boolean run(Connection connection, long number) throws IOException;
}
