package io.countersign.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the program where to look. */
@Component
class ReadyMessage {
    private static final Logger log = LoggerFactory.getLogger(ReadyMessage.class);

    private final ServletWebServerApplicationContext context;
    private final String address;
    private final String dataDir;

    ReadyMessage(
            ServletWebServerApplicationContext context,
            @Value("${server.address}") String address,
            @Value("${countersign.data-dir}") String dataDir) {
        this.context = context;
        this.address = address;
        this.dataDir = dataDir;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        log.info(
                "Countersign is ready at http://{}:{} (API documentation at /swagger-ui.html), its data is in {}",
                address,
                context.getWebServer().getPort(),
                dataDir);
    }
}
