package io.countersign.mover;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/** Keeps the status of the last failed call, because the connector only logs it. */
final class ConnectionFailures implements ClientInterceptor {
    private static final int SHOWN = 160;

    private volatile Status last = Status.UNAVAILABLE.withDescription("no answer");

    /** The reason of the last failure, as text. */
    String last() {
        return reason(last);
    }

    static String reason(Throwable failure) {
        return reason(Status.fromThrowable(failure));
    }

    private static String reason(Status status) {
        String description = status.getDescription() == null ? status.getCode().name() : brief(status.getDescription());
        Throwable cause = root(status.getCause());
        return cause == null || cause.getMessage() == null
                ? description
                : description + ": " + brief(cause.getMessage());
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The first line of a message, shortened. */
    private static String brief(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(new RecordingListener<>(listener), headers);
            }
        };
    }

    private final class RecordingListener<A> extends SimpleForwardingClientCallListener<A> {
        private RecordingListener(ClientCall.Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                last = status;
            }
            super.onClose(status, trailers);
        }
    }
}
