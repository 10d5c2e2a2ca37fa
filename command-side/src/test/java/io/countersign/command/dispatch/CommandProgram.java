package io.countersign.command.dispatch;

import io.countersign.command.CommandSideConfiguration;
import io.countersign.platform.PlatformConfiguration;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side as a program of its own, on a database that it may share; whoever calls it is an owner. */
public final class CommandProgram implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Client owner;

    private CommandProgram(ConfigurableApplicationContext context) {
        this.context = context;
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        this.owner = Client.of(URI.create("http://127.0.0.1:" + port));
    }

    public static CommandProgram on(EmbeddedDatabase database) {
        SpringApplication application = new SpringApplication(Program.class);
        application.setAdditionalProfiles("dev-anonymous");
        List<String> options = new ArrayList<>(List.of(database.options()));
        options.addAll(List.of(
                "--spring.config.import=classpath:config/platform.yml",
                "--countersign.database.pool-size=20",
                "--countersign.jwt.secret=only-for-tests-0123456789abcdefghij",
                "--countersign.bootstrap.owner-email=first@example.com",
                "--countersign.bootstrap.owner-password=the first owner's password",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--logging.level.root=error"));
        return new CommandProgram(application.run(options.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Client owner() {
        return owner;
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration
    @EnableAutoConfiguration
    @Import({PlatformConfiguration.class, CommandSideConfiguration.class})
    static class Program {}
}
