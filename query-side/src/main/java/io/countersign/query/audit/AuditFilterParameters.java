package io.countersign.query.audit;

import io.countersign.policy.Reason;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the filter parameters of the audit log for OpenAPI. */
@Parameters({
    @Parameter(
            name = "date_from",
            in = ParameterIn.QUERY,
            description = "The earliest time, inclusive; a date means the start of that day in UTC.",
            schema = @Schema(type = "string"),
            example = "2026-01-31"),
    @Parameter(
            name = "date_to",
            in = ParameterIn.QUERY,
            description = "The latest time, inclusive; a date means the end of that day in UTC.",
            schema = @Schema(type = "string"),
            example = "2026-01-31T12:00:00Z"),
    @Parameter(name = "tenant_id", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
    @Parameter(
            name = "vendor",
            in = ParameterIn.QUERY,
            description = "Part of the supplier's name, as written on a statement or normalised.",
            schema = @Schema(type = "string")),
    @Parameter(
            name = "action",
            in = ParameterIn.QUERY,
            description = "May be repeated to include several actions.",
            array = @ArraySchema(schema = @Schema(implementation = EntryAction.class))),
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "A reason that applied, whether or not it was the first.",
            schema = @Schema(implementation = Reason.class)),
    @Parameter(
            name = "user_id",
            in = ParameterIn.QUERY,
            description = "The id or e-mail address of a user.",
            schema = @Schema(type = "string")),
    @Parameter(
            name = "txn_id",
            in = ParameterIn.QUERY,
            description = "The complete id of a transaction.",
            schema = @Schema(type = "string"))
})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AuditFilterParameters {}
