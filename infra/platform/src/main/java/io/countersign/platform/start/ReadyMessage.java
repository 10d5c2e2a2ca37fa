package io.countersign.platform.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;

/** Prints the address of the program when it is ready. */
public final class ReadyMessage {
    private static final Logger log = LoggerFactory.getLogger(ReadyMessage.class);

    private final String program;
    private final ServletWebServerApplicationContext context;

    /** @param program as its users call it */
    public ReadyMessage(String program, ServletWebServerApplicationContext context) {
        this.program = program;
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        log.info(
                "{} is ready at http://{}:{} (API documentation at /swagger-ui.html), its data directory is {}",
                program,
                context.getEnvironment().getProperty("server.address", "127.0.0.1"),
                context.getWebServer().getPort(),
                context.getEnvironment().getProperty("countersign.data-dir"));
    }
}
