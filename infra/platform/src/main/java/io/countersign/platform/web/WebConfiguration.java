package io.countersign.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.policy.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** JSON, bodies and the server, as the contract's section 2 wants them. */
@Configuration
class WebConfiguration implements WebMvcConfigurer {
    private final IfMatch ifMatch = new IfMatch();

    WebConfiguration() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ExpectedVersion.class);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(new RecordConverter());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/api/**");
        registry.addInterceptor(ifMatch).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(ifMatch);
    }

    @Bean
    JsonMapperBuilderCustomizer wireJson() {
        SimpleModule forms = new SimpleModule("countersign")
                .addSerializer(Instant.class, new InstantForm())
                .addSerializer(BigDecimal.class, new DecimalForm());
        return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .addModule(forms);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsForBadHttp() {
        TomcatContextCustomizer errors = context -> {
            if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        };
        return factory -> factory.addContextCustomizers(errors);
    }

    private static final class InstantForm extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(Times.format(time));
        }
    }

    private static final class DecimalForm extends ValueSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal number, JsonGenerator json, SerializationContext context) {
            json.writeNumber(Decimals.plain(number));
        }
    }
}
