package io.countersign.platform.store;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells this program from the others that share a database. Axon's default, the process and its host, is the same for
 * the one process of every container that was given the same host name.
 */
public record NodeName(String value) {
    static NodeName fresh() {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new NodeName(ManagementFactory.getRuntimeMXBean().getName() + "#" + random);
    }
}
