package io.countersign.command;

import io.countersign.platform.PlatformConfiguration;
import io.countersign.platform.start.ReadyMessage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The command side as a separate program on an existing PostgreSQL, configured by {@code config/command-side.yml}. It is no
 * component, so that a scan of this package does not find it.
 */
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, CommandSideConfiguration.class})
public class CommandSideApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(CommandSideApplication.class)
                .properties("spring.config.name=command-side")
                .run(arguments);
    }

    @Bean
    ReadyMessage readyMessage(ServletWebServerApplicationContext context) {
        return new ReadyMessage("Countersign's command side", context);
    }
}
