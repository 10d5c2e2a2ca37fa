package io.countersign.platform.web;

import io.countersign.platform.server.ClientConnection;
import io.countersign.platform.store.StoreUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * An answer that has begun can't become a problem any more: it is broken off, so that the server closes the connection
 * without the last chunk and nobody takes a part for the whole. Comes before Spring's own resolvers, which take a lost
 * connection to the database for a client that has gone, and end the answer as if all were well.
 */
@Component
class BrokenResponses implements HandlerExceptionResolver, Ordered {
    private static final Logger log = LoggerFactory.getLogger(BrokenResponses.class);

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
        if (!response.isCommitted()) {
            return null;
        }
        if (isOfTheClient(failure)) {
            log.info("{} {} broke off: {}", request.getMethod(), request.getRequestURI(), failure.toString());
            ClientConnection.of(request).breakOff();
            return new ModelAndView();
        }
        if (StoreUnavailable.is(failure)) {
            log.warn(
                    "{} {} broke off, as the store is away: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    failure.toString());
        } else {
            log.error("{} {} failed midway", request.getMethod(), request.getRequestURI(), failure);
        }
        throw new BrokenOff();
    }

    /** The server wraps what goes wrong on the client's connection, so nothing of the database's is taken for it. */
    private static boolean isOfTheClient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException
                    || cause instanceof BadRequestException
                    || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Goes all the way to the server. */
    private static final class BrokenOff extends RuntimeException {
        private BrokenOff() {
            super("The answer was broken off", null, false, false);
        }
    }
}
