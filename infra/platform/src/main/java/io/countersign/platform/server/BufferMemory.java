package io.countersign.platform.server;

import java.util.concurrent.atomic.AtomicLong;

/** The memory for bodies and responses that wait for their client: at most an eighth of the heap. */
final class BufferMemory {
    private final long most = Runtime.getRuntime().maxMemory() / 8;
    private final AtomicLong taken = new AtomicLong();

    /** Takes this number of bytes; false if there is no room for them. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
