package io.countersign.query.audit;

import io.countersign.platform.audit.ExportCalls;
import io.countersign.platform.audit.ExportRegister;
import io.countersign.platform.security.Origin;
import io.countersign.platform.security.ServiceTokens;
import io.countersign.platform.web.Correlation;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records exports by HTTP calls to the command side, if that runs as another program; only the command side may write events. The call for a start is made once, because a user waits. The call for an end is retried for at most half a minute, so that a restart of the command side does not lose it. Recording the same end twice has no effect.
 */
@Component
@ConditionalOnProperty("countersign.command-side.url")
@EnableConfigurationProperties(CommandSideProperties.class)
class RemoteExportRegister implements ExportRegister {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    /** The last attempt begins before this, so that it ends within half a minute. */
    private static final Duration RETRY_FOR = Duration.ofSeconds(18);

    private final RetryPolicy retryPolicy;
    private final RestClient commandSide;
    private final ServiceTokens tokens;

    @Autowired
    RemoteExportRegister(CommandSideProperties properties, ServiceTokens tokens, JsonMapper json) {
        this(properties, tokens, json, ANSWER_TIMEOUT, RETRY_FOR);
    }

    RemoteExportRegister(
            CommandSideProperties properties, ServiceTokens tokens, JsonMapper json, Duration answer, Duration tries) {
        this.retryPolicy = RetryPolicy.builder()
                .includes(ResourceAccessException.class, HttpServerErrorException.class)
                .delay(Duration.ofMillis(500))
                .maxRetries(Long.MAX_VALUE)
                .timeout(tries)
                .build();
        this.tokens = tokens;
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(answer);
        this.commandSide = RestClient.builder()
                .baseUrl(properties.url())
                .requestFactory(requests)
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .build();
    }

    @Override
    public Export started(Origin user, String format, Map<String, List<String>> filters, List<String> tenants) {
        String exportId = UUID.randomUUID().toString();
        post(user, ExportCalls.Start.of(exportId, format, filters, tenants), ExportCalls.STARTS);
        return new RemoteExport(exportId, user);
    }

    private void post(Origin user, Record body, String path, Object... parts) {
        commandSide
                .post()
                .uri(path, parts)
                .headers(headers -> {
                    headers.setBearerAuth(tokens.issue(user));
                    headers.set(Correlation.HEADER, Correlation.id());
                })
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toBodilessEntity();
    }

    private final class RemoteExport implements Export {
        private final String exportId;
        private final Origin user;

        private RemoteExport(String exportId, Origin user) {
            this.exportId = exportId;
            this.user = user;
        }

        @Override
        public void finished(long rows) {
            end(new ExportCalls.End(rows, null));
        }

        @Override
        public void aborted(long rows, Cause cause) {
            end(new ExportCalls.End(rows, cause));
        }

        private void end(ExportCalls.End end) {
            try {
                new RetryTemplate(retryPolicy).execute(() -> {
                    post(user, end, ExportCalls.ENDS, exportId);
                    return null;
                });
            } catch (RetryException e) {
                throw new IllegalStateException("The end of an export can't be put on record", e);
            }
        }
    }
}
