package io.countersign.bench.load;

import io.countersign.bench.http.Connection;
import java.io.IOException;

/** One task of a load, run over the connection of its worker. */
@FunctionalInterface
public interface LoadTask {
    /**
     * @param number 0, 1, 2 …, counted over all workers
     * @return whether it succeeded
     */
    boolean run(Connection connection, long number) throws IOException;
}
