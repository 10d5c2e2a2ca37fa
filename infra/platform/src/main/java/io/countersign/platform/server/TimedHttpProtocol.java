package io.countersign.platform.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat has it, with two time limits that it lacks: for the whole head of a request, however slowly its bytes
 * arrive (Tomcat limits the silence between two of them), and for writing, which each request may set for itself.
 */
public final class TimedHttpProtocol extends Http11NioProtocol {
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Tomcat uses 1; notes last as long as the request object, which is the connection's. */
    private static final int WRITE_TIMEOUT = 20;

    /** How long a write on the request's connection may wait for the client, from now on. */
    static void setWriteTimeout(Request request, long millis) {
        ((LongConsumer) request.getNote(WRITE_TIMEOUT)).accept(millis);
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
            request.setNote(WRITE_TIMEOUT, (LongConsumer) millis -> getSocketWrapper().setWriteTimeout(millis));
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
