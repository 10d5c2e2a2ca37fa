package io.countersign.standalone.process;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Watches whom a process talks to or tries to, over TCP and UDP, as the kernel tells it; looks every few milliseconds. */
final class ConnectionWatcher implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;

    private final Path process;
    private final Set<String> peers = Collections.synchronizedSet(new TreeSet<>());
    private final Thread watcher;
    private volatile boolean watching = true;

    private ConnectionWatcher(long pid) {
        this.process = Path.of("/proc", String.valueOf(pid));
        this.watcher = new Thread(this::watch, "sockets");
        watcher.setDaemon(true);
        watcher.start();
    }

    static ConnectionWatcher of(long pid) {
        return new ConnectionWatcher(pid);
    }

    /** Every address that was on the other end of a socket so far. */
    Set<String> peers() {
        return Set.copyOf(peers);
    }

    /** Those that aren't this machine itself. */
    Set<String> foreignPeers() throws UnknownHostException {
        Set<String> foreign = new TreeSet<>();
        for (String peer : peers()) {
            if (!InetAddress.getByName(peer.substring(0, peer.lastIndexOf(' '))).isLoopbackAddress()) {
                foreign.add(peer);
            }
        }
        return foreign;
    }

    private void watch() {
        while (watching && Files.exists(process)) {
            look();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look() {
        Set<String> own = inodes();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            try {
                for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > 9 && own.contains(fields[9]) && !fields[2].endsWith(":0000")) {
                        peers.add(address(fields[2]));
                    }
                }
            } catch (IOException e) {
                // The process has ended.
            }
        }
    }

    private Set<String> inodes() {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path descriptor : (Iterable<Path>) open::iterator) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The kernel writes addresses as 32-bit words in the machine's byte order, and ports as plain numbers. */
    private static String address(String hex) throws UnknownHostException {
        String words = hex.substring(0, hex.indexOf(':'));
        byte[] bytes = new byte[words.length() / 2];
        for (int word = 0; word < bytes.length; word += 4) {
            for (int i = 0; i < 4; i++) {
                bytes[word + i] = (byte) Integer.parseInt(words.substring(2 * (word + 3 - i), 2 * (word + 4 - i)), 16);
            }
        }
        int port = new BigInteger(hex.substring(hex.indexOf(':') + 1), 16).intValue();
        return InetAddress.getByAddress(bytes).getHostAddress() + " " + port;
    }

    @Override
    public void close() throws InterruptedException {
        watching = false;
        watcher.join();
    }
}
