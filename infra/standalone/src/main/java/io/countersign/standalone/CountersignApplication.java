package io.countersign.standalone;

import io.countersign.command.CommandSideConfiguration;
import io.countersign.platform.PlatformConfiguration;
import io.countersign.platform.start.ReadyMessage;
import io.countersign.query.QuerySideConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The all-in-one program: both sides in one process, with a PostgreSQL of its own unless it is given another. */
@Configuration
@EnableAutoConfiguration
@ComponentScan
@Import({PlatformConfiguration.class, CommandSideConfiguration.class, QuerySideConfiguration.class})
public class CountersignApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(CountersignApplication.class, arguments);
    }

    @Bean
    ReadyMessage readyMessage(ServletWebServerApplicationContext context) {
        return new ReadyMessage("Countersign", context);
    }
}
