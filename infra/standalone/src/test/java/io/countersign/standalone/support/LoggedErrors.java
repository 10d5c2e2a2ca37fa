package io.countersign.standalone.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The warnings, errors and stack traces that anything in this process logs while it is open. */
public final class LoggedErrors implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    public LoggedErrors() {
        seen.start();
        root.addAppender(seen);
    }

    public List<ILoggingEvent> seen() {
        return List.copyOf(seen.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN) || event.getThrowableProxy() != null)
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(seen);
    }
}
