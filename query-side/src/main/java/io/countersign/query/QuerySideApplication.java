package io.countersign.query;

import io.countersign.platform.PlatformConfiguration;
import io.countersign.platform.start.ReadyMessage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The query side as a program of its own, on the PostgreSQL of a command side, configured by {@code config/query-side.yml}.
 * It is not a component, so that a component scan of this package ignores it.
 */
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, QuerySideConfiguration.class})
public class QuerySideApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(QuerySideApplication.class)
                .properties("spring.config.name=query-side")
                .run(arguments);
    }

    @Bean
    ReadyMessage readyMessage(ServletWebServerApplicationContext context) {
        return new ReadyMessage("Countersign's query side", context);
    }
}
