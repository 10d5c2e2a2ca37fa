package io.countersign.mover;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A context of Axon Server. Its indices start with 0, so the event at position p has index p − 1. */
final class AxonServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String address;
    private final AxonServerConnectionFactory factory;
    private final EventChannel events;

    private AxonServer(String address, AxonServerConnectionFactory factory, EventChannel events) {
        this.address = address;
        this.factory = factory;
        this.events = events;
    }

    /** @param token null for none */
    static AxonServer connect(ServerOptions options, String token) throws MoveFailure {
        ConnectionFailures refusals = new ConnectionFailures();
        AxonServerConnectionFactory.Builder builder = AxonServerConnectionFactory.forClient("countersign-mover")
                .routingServers(new ServerAddress(options.host(), options.port()))
                .maxInboundMessageSize(options.maxMessageSize)
                .customize(channel -> channel.intercept(refusals));
        if (token != null) {
            builder.token(token);
        }
        if (options.certificate != null) {
            builder.useTransportSecurity(trusting(options.certificate));
        } else if (options.tls) {
            builder.useTransportSecurity();
        }
        AxonServerConnectionFactory factory = builder.build();
        AxonServerConnection connection = factory.connect(options.context);
        if (connection.isConnectionFailed()) {
            factory.shutdown();
            throw new MoveFailure(
                    "There is no connection with Axon Server at %s: %s".formatted(options.server, refusals.last()));
        }
        return new AxonServer(options.server, factory, connection.eventChannel());
    }

    private static SslContext trusting(Path certificate) throws MoveFailure {
        if (!Files.isReadable(certificate)) {
            throw new MoveFailure("The certificate %s can't be read.".formatted(certificate));
        }
        try {
            return GrpcSslContexts.forClient()
                    .trustManager(certificate.toFile())
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new MoveFailure("%s is no certificate in PEM: %s".formatted(certificate, e.getMessage()), e);
        }
    }

    String address() {
        return address;
    }

    /** The number of events. */
    long size() throws MoveFailure {
        // The connector returns the index before the first event.
        long first = answer(events.getFirstToken()) + 1;
        long size = answer(events.getLastToken()) + 1;
        if (first != 0) {
            throw new MoveFailure(
                    "Axon Server at %s begins with index %s; only a context that begins with 0 can take the events."
                            .formatted(address, first));
        }
        return size;
    }

    /** Appends the events atomically. */
    void append(List<Event> batch) throws MoveFailure {
        AppendEventsTransaction transaction = events.startAppendEventsTransaction();
        batch.forEach(transaction::appendEvent);
        try {
            answer(transaction.commit());
        } catch (MoveFailure e) {
            throw isAborted(e) ? aborted(batch) : e;
        }
    }

    /** The server aborts the call if a message is too large. */
    private static boolean isAborted(MoveFailure failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        return code == Status.Code.CANCELLED || code == Status.Code.RESOURCE_EXHAUSTED;
    }

    private MoveFailure aborted(List<Event> batch) {
        int largest = batch.stream().mapToInt(Event::getSerializedSize).max().orElse(0);
        return new MoveFailure(String.format(
                Locale.ROOT,
                "Axon Server at %s broke off an append whose largest event takes %,d bytes: is that more than its"
                        + " axoniq.axonserver.max-message-size?",
                address,
                largest));
    }

    /** The events after a position. */
    AxonServerEventReader after(long position) {
        return new AxonServerEventReader(events, position);
    }

    private <T> T answer(CompletableFuture<T> answer) throws MoveFailure {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new MoveFailure(
                    "Axon Server at %s refuses: %s".formatted(address, ConnectionFailures.reason(e.getCause())), e);
        } catch (TimeoutException e) {
            throw timeout();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MoveFailure("Interrupted.", e);
        }
    }

    private MoveFailure timeout() {
        return new MoveFailure("Axon Server at %s hasn't answered for %s s.".formatted(address, PATIENCE.toSeconds()));
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
