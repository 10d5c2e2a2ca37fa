package io.countersign.query;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the paging parameters of a list for OpenAPI. */
@Parameters({
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Page size.",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50")),
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "From the Link header of the previous page.",
            schema = @Schema(type = "string"))
})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface PagingParameters {}
