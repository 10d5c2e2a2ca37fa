package io.countersign.query.audit;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The address of the command side, if it runs as another program.
 *
 * @param url such as {@code http://127.0.0.1:8081}
 */
@ConfigurationProperties("countersign.command-side")
record CommandSideProperties(URI url) {
    CommandSideProperties {
        if (url == null || url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException(
                    "countersign.command-side.url must be an address such as http://127.0.0.1:8081, not " + url);
        }
    }
}
