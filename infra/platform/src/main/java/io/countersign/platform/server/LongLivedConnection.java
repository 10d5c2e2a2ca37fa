package io.countersign.platform.server;

import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a request that is read or answered for longer than a moment: its timeouts are its own, and another
 * thread can end a read or a write that waits. Servlets have neither, so this uses Tomcat's own classes. Must be closed before
 * the request ends, as Tomcat uses the connection for the next one then. Outside of Tomcat there is nothing to end.
 */
public final class LongLivedConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LongLivedConnection.class);
    /** Past it a write waits, so that a client that reads nothing is noticed before megabytes are on their way to it. */
    private static final int SEND_BUFFER = 128 * 1024;

    private final HttpServletRequest servletRequest;
    private final Request request;
    private final SocketWrapperBase<?> socket;
    private final long readTimeout;
    private final long writeTimeout;

    private LongLivedConnection(HttpServletRequest servletRequest) {
        ClientConnection connection = ClientConnection.of(servletRequest);
        this.servletRequest = servletRequest;
        this.request = connection == null ? null : connection.coyoteRequest();
        this.socket = connection == null ? null : connection.socket();
        this.readTimeout = socket == null ? 0 : socket.getReadTimeout();
        this.writeTimeout = socket == null ? 0 : socket.getWriteTimeout();
    }

    /** Takes over the request's timeouts: from here on reading and writing wait for as long as the client does. */
    public static LongLivedConnection takeOver(HttpServletRequest request) {
        LongLivedConnection connection = new LongLivedConnection(request);
        if (connection.socket != null) {
            connection.socket.setReadTimeout(-1);
            connection.socket.setWriteTimeout(-1);
            connection.boundSendBuffer();
        }
        return connection;
    }

    /** How long a read may wait from here on. */
    public void readTimeout(Duration timeout) {
        if (socket != null) {
            socket.setReadTimeout(timeout.toMillis());
        }
    }

    /** As {@link #readTimeout}, without a limit. */
    public void readWithoutTimeout() {
        if (socket != null) {
            socket.setReadTimeout(-1);
        }
    }

    /**
     * The request's body. After a read that failed, by {@link #stopReading} too, the request can still be answered. A read
     * that waited for too long throws the refusal {@code stream_idle}.
     */
    public InputStream body() throws IOException {
        return request == null ? servletRequest.getInputStream() : new Body();
    }

    /** Ends a read that waits, and every later one; the answer goes on. */
    public void stopReading() {
        onChannel(SocketChannel::shutdownInput);
    }

    /** Ends reads and writes that wait; the client can't take what it got for the whole answer. */
    public void breakOff() {
        stopReading();
        onChannel(SocketChannel::shutdownOutput);
    }

    /** Has the connection closed behind the answer, without a wait for what is left of the request's body. */
    public void closeAfterAnswer() {
        if (request != null) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.setReadTimeout(readTimeout);
            socket.setWriteTimeout(writeTimeout);
        }
    }

    private void boundSendBuffer() {
        onChannel(channel -> channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER));
    }

    private interface OnChannel {
        void apply(SocketChannel channel) throws IOException;
    }

    private void onChannel(OnChannel work) {
        try {
            if (socket != null && socket.getSocket() instanceof NioChannel channel) {
                work.apply(channel.getIOChannel());
            }
        } catch (IOException e) {
            log.debug("A connection is closed already: {}", e.toString());
        }
    }

    /** Reads below the servlet's stream, which after a failed read keeps the request from being answered as we want. */
    private final class Body extends InputStream implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (!buffer.hasRemaining() && !fill()) {
                return -1;
            }
            int read = Math.min(length, buffer.remaining());
            buffer.get(bytes, offset, read);
            return read;
        }

        private boolean fill() throws IOException {
            try {
                return request.doRead(this) >= 0;
            } catch (SocketTimeoutException e) {
                throw ErrorCode.STREAM_IDLE.because("The client has sent nothing for too long");
            } catch (IOException e) {
                throw new ClientAbortException(e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public void setByteBuffer(ByteBuffer filled) {
            buffer = filled;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Tomcat asks for it only where it has no buffer of its own.
        }
    }
}
