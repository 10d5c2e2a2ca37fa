package io.countersign.platform.server;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ProblemReportValve;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.springframework.http.HttpHeaders;

/** The connection of a request, for code that must act on it. */
public final class ClientConnection {
    private static final String ATTRIBUTE = ClientConnection.class.getName();
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Request request;
    private final SocketWrapperBase<?> socket;

    ClientConnection(Request request) {
        this.request = request;
        this.socket = TimedHttpProtocol.socket(request.getCoyoteRequest());
    }

    void attach() {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** That of a request that the server handed out, or of one that wraps it; null outside of the server, as in unit tests. */
    public static ClientConnection of(ServletRequest request) {
        return (ClientConnection) request.getAttribute(ATTRIBUTE);
    }

    org.apache.coyote.Request coyoteRequest() {
        return request.getCoyoteRequest();
    }

    SocketWrapperBase<?> socket() {
        return socket;
    }

    /** How long a write may wait for the client, until the end of this request. */
    void setWriteTimeout(Duration time) {
        socket.setWriteTimeout(time.toMillis());
    }

    /** Reads nothing more of the request, and closes the connection after its answer. */
    void stopReading() {
        whileItLasts(() -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null));
    }

    /**
     * Ends an exchange whose request can't be read any further. A client that has had nothing of the answer yet is told that
     * its request isn't well-formed; else the connection closes without the answer's end, so that nobody takes a part for the
     * whole.
     */
    public void breakOff() {
        refuse(ErrorCode.MALFORMED_REQUEST, "The body broke off or isn't well-formed HTTP");
    }

    /** Answers with the problem unless an answer has begun, and closes the connection. */
    void refuse(ErrorCode code, String detail) {
        whileItLasts(() -> {
            Response response = request.getResponse();
            if (!response.getCoyoteResponse().isCommitted()) {
                try {
                    setWriteTimeout(LAST_WORDS);
                    response.setSuspended(false);
                    response.setHeader(HttpHeaders.CONNECTION, "close");
                    ProblemReportValve.write(response, code, detail);
                } catch (IOException | IllegalStateException e) {
                    // The client has gone.
                }
            }
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        });
    }

    /** Closes it at once; what hasn't been sent is lost. */
    void close() {
        whileItLasts(() -> request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null));
    }

    /** The server uses its request objects again, so another thread's work might otherwise meet somebody else's request. */
    private void whileItLasts(Runnable work) {
        socket.getLock().lock();
        try {
            if (request.getAttribute(ATTRIBUTE) == this) {
                work.run();
            }
        } finally {
            socket.getLock().unlock();
        }
    }
}
