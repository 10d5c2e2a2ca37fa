package io.countersign.platform.web;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Set;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the API documentation tell what is on the wire. */
@Configuration
class ApiDocumentation {
    @Bean
    ModelResolver wireSchemas(ObjectMapperProvider provider) {
        return new WireSchemas(
                provider.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    /** Fields in snake case, and records that only wrap a text as that text. */
    private static final class WireSchemas extends ModelResolver {
        private WireSchemas(ObjectMapper json) {
            super(json, new Names());
        }

        @Override
        public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
            return super.resolve(wrapsText(type) ? textLike(type) : type, context, next);
        }

        private boolean wrapsText(AnnotatedType type) {
            JavaType java = type.getType() == null ? null : _mapper.constructType(type.getType());
            return java != null
                    && java.getRawClass().isRecord()
                    && java.getRawClass().getPackageName().startsWith("io.countersign")
                    && RecordShape.of(java.getRawClass()).wrapsText();
        }

        private static AnnotatedType textLike(AnnotatedType type) {
            return new AnnotatedType(String.class)
                    .ctxAnnotations(type.getCtxAnnotations())
                    .parent(type.getParent())
                    .propertyName(type.getPropertyName())
                    .schemaProperty(type.isSchemaProperty());
        }
    }

    /** A type within an Api is named after it, as more than one has a {@code CreateRequest}. */
    private static final class Names extends TypeNameResolver {
        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            Class<?> api = type.getEnclosingClass();
            String name = super.nameForClass(type, options);
            return api != null && api.getSimpleName().endsWith("Api")
                    ? api.getSimpleName().replaceAll("Api$", "") + name
                    : name;
        }
    }
}
