package io.countersign.platform.store;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A name that is unique to this process among those that share a database. Axon's default, the process id and host name, can
 * be the same for the processes of two containers.
 */
public record NodeName(String value) {
    static NodeName fresh() {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new NodeName(ManagementFactory.getRuntimeMXBean().getName() + "#" + random);
    }
}
