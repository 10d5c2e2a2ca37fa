package io.countersign.platform.server;

import io.countersign.platform.web.Correlation;
import io.countersign.platform.web.ProblemResponses;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Limits what a client can hold of the server: threads, time and memory. */
@Configuration
class ServerConfiguration {
    /** Of silence in the body of a stream, while Tomcat reads it; streams have a shorter limit of their own. */
    private static final Duration STREAM_SILENCE = Duration.ofMinutes(10);

    @Bean
    RequestThreads requestThreads(@Value("${server.tomcat.threads.max:400}") int most) {
        return new RequestThreads(most);
    }

    @Bean
    TransferWatch transferWatch(RequestThreads threads) {
        return new TransferWatch(threads);
    }

    @Bean
    BufferMemory bufferMemory() {
        return new BufferMemory();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(
            RequestThreads threads,
            HealthState health,
            @Value("${server.tomcat.connection-timeout:10s}") Duration connectionTimeout) {
        return factory -> {
            factory.setProtocol(TimedHttpProtocol.class.getName());
            factory.addEngineValves(new RequestGate(health, connectionTimeout));
            factory.addConnectorCustomizers(connector -> {
                AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
                protocol.setExecutor(threads);
                protocol.setDisableUploadTimeout(false);
                protocol.setConnectionUploadTimeout((int) STREAM_SILENCE.toMillis());
            });
        };
    }

    @Bean
    FilterRegistrationBean<RequestBuffering> exchanges(
            Correlation correlation, ProblemResponses problems, BufferMemory memory, TransferWatch watch) {
        FilterRegistrationBean<RequestBuffering> filter =
                new FilterRegistrationBean<>(new RequestBuffering(correlation, problems, memory, watch));
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
