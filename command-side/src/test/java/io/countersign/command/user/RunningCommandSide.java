package io.countersign.command.user;

import io.countersign.command.CommandSideConfiguration;
import io.countersign.platform.PlatformConfiguration;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command side by itself, over real HTTP on a port of its own. */
final class RunningCommandSide implements AutoCloseable {
    static final String OWNER_EMAIL = "first@example.com";
    static final String OWNER_PASSWORD = "the first owner's password";
    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningCommandSide(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param options such as {@code --countersign.jwt.issuer=me} */
    static RunningCommandSide on(EmbeddedDatabase database, Path dataDir, String... options) {
        List<String> all = new ArrayList<>(List.of(database.options()));
        all.add("--server.port=0");
        all.add("--server.address=127.0.0.1");
        all.add("--countersign.data-dir=" + dataDir);
        all.add("--spring.config.import=classpath:config/platform.yml");
        all.addAll(List.of(options));
        return new RunningCommandSide(new SpringApplicationBuilder(Program.class).run(all.toArray(String[]::new)));
    }

    static RunningCommandSide withFirstOwner(EmbeddedDatabase database, Path dataDir) {
        return on(
                database,
                dataDir,
                "--countersign.bootstrap.owner-email=" + OWNER_EMAIL,
                "--countersign.bootstrap.owner-password=" + OWNER_PASSWORD);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> send(String method, String path, String token, String body, String... headers) {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> login(String email, String password) {
        return send("POST", "/api/auth/login", null, JSON.writeValueAsString(new Login(email, password)));
    }

    String token(String email, String password) {
        return json(login(email, password)).get("access_token").stringValue();
    }

    String ownerToken() {
        return token(OWNER_EMAIL, OWNER_PASSWORD);
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String code(HttpResponse<String> response) {
        return json(response).get("code").stringValue();
    }

    @Override
    public void close() {
        context.close();
    }

    private record Login(String email, String password) {}

    @Configuration
    @EnableAutoConfiguration
    @Import({PlatformConfiguration.class, CommandSideConfiguration.class})
    static class Program {}
}
