package io.countersign.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The ports to try in order. */
final class PortCandidates {

    private static final int ATTEMPTS = 5;

    private PortCandidates() {}

    /** Only the given port, or for 0 a few ports that are free when requested. */
    static Iterator<Integer> of(int port) {
        return port == 0
                ? Stream.generate(PortCandidates::free).limit(ATTEMPTS).iterator()
                : List.of(port).iterator();
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
