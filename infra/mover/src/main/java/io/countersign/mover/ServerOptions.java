package io.countersign.mover;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the connection to Axon Server. */
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8124",
            description = "Axon Server's gRPC address (${DEFAULT-VALUE}).")
    String server;

    @Option(
            names = "--context",
            defaultValue = "default",
            description = "The context of Axon Server (${DEFAULT-VALUE}).")
    String context;

    @Option(names = "--token", description = "An application's token; also AXON_AXONSERVER_TOKEN.")
    String token;

    @Option(names = "--tls", description = "Use TLS with the trusted certificates of Java.")
    boolean tls;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Use TLS and trust this certificate or authority (PEM).")
    Path certificate;

    @Option(
            names = "--max-message-size",
            paramLabel = "BYTES",
            defaultValue = "67108864",
            description =
                    "The largest message to send or take (${DEFAULT-VALUE}), an event being one; Axon Server's own limit"
                            + " is its axoniq.axonserver.max-message-size.")
    int maxMessageSize;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    String host() {
        return server.substring(0, server.lastIndexOf(':'));
    }

    int port() {
        return Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    }

    /** Checks what picocli does not check. */
    void check() {
        boolean isAddress = server.matches("\\S+:\\d{1,5}") && port() >= 1 && port() <= 65_535;
        if (!isAddress) {
            throw new ParameterException(
                    spec.commandLine(), "--server must be a host and a port, such as 127.0.0.1:8124, not " + server);
        }
        if (maxMessageSize < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--max-message-size must be 1 or more, not " + maxMessageSize);
        }
    }
}
