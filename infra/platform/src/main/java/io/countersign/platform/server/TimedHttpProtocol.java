package io.countersign.platform.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat has it, with a time limit for the whole head of a request, however slowly its bytes arrive (Tomcat
 * limits the silence between two of them), and with access to the socket, where Tomcat keeps the time limit for writing.
 */
public final class TimedHttpProtocol extends Http11NioProtocol {
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Tomcat uses 1; notes last as long as the request object, which serves one request after the other. */
    private static final int SOCKET = 20;

    /** The socket that the request came on. While a thread holds its lock, the server does not end the request. */
    @SuppressWarnings("unchecked")
    static SocketWrapperBase<?> socket(Request request) {
        return ((Supplier<SocketWrapperBase<?>>) request.getNote(SOCKET)).get();
    }

    @Override
    protected Processor createProcessor() {
        return new TimedProcessor(this);
    }

    private static final class TimedProcessor extends Http11Processor {
        private boolean headIncomplete;
        private long headBegan;

        private TimedProcessor(AbstractHttp11Protocol<?> protocol) {
            super(protocol, protocol.getAdapter());
            request.setNote(SOCKET, (Supplier<SocketWrapperBase<?>>) this::getSocketWrapper);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            long now = System.nanoTime();
            if (!headIncomplete) {
                headBegan = now;
            }
            SocketState state = super.service(socket);
            headIncomplete = state == SocketState.LONG && !isAsync();
            if (headIncomplete && now - headBegan > HEAD_NANOS) {
                headIncomplete = false;
                return SocketState.CLOSED;
            }
            return state;
        }
    }
}
