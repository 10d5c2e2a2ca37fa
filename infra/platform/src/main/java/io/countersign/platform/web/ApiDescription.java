package io.countersign.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API documentation says of the API as a whole: how to sign requests, and how they are refused. */
@Configuration
class ApiDescription {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_JSON = "application/problem+json";

    @Bean
    OpenAPI countersign() {
        return new OpenAPI()
                .info(new Info()
                        .title("Countersign")
                        .version("1")
                        .description(
                                "Which settings and rules were in force, who changed them, what a change would do, and"
                                        + " why each payment was posted. Times are UTC, money is decimal; an answer's"
                                        + " Countersign-Consistency header, sent with a query, makes the query wait for that command.")
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    @Bean
    OpenApiCustomizer refusals() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            ApiResponse refused = new ApiResponse()
                    .description("Refused, and nothing has changed (RFC 9457)")
                    .content(new Content()
                            .addMediaType(
                                    PROBLEM_JSON,
                                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.getResponses().addApiResponse(ApiResponses.DEFAULT, refused));
        };
    }

    /** Queries read their parameters by themselves, so springdoc knows only what annotations say: not of which type they are. */
    @Bean
    OpenApiCustomizer queries() {
        return api -> api.getPaths().values().forEach(path -> {
            if (path.getGet() != null) {
                path.getGet()
                        .addParametersItem(new HeaderParameter()
                                .name(ConsistencyHeader.NAME)
                                .description("What a command returned: the query waits until it reflects that command")
                                .schema(new StringSchema()));
            }
            path.readOperations().stream()
                    .filter(operation -> operation.getParameters() != null)
                    .flatMap(operation -> operation.getParameters().stream())
                    .filter(parameter -> parameter.getSchema() == null && parameter.getContent() == null)
                    .forEach(parameter -> parameter.schema(
                            parameter.getName().equals("limit") ? new IntegerSchema() : new StringSchema()));
        });
    }

    private static Schema<?> problem() {
        Schema<?> fault =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        return new ObjectSchema()
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("A sentence for whoever sent the request"))
                .addProperty("instance", new StringSchema())
                .addProperty("code", new StringSchema().description("Stable, for programs"))
                .addProperty("errors", new ArraySchema().items(fault).description("Every bad field at once"));
    }
}
