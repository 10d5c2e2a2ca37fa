package io.countersign.command.http;

import io.countersign.platform.web.IfMatch;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** The headers that commands take, in the API documentation. */
@Component
class CommandDocumentation implements GlobalOperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (Arrays.asList(handler.getMethod().getParameterTypes()).contains(CommandContext.class)) {
            operation
                    .addParametersItem(
                            header(
                                    "Idempotency-Key",
                                    "1 to 255 visible ASCII characters. A request repeated with the same key within 24 hours is carried out only once"))
                    .addParametersItem(header(
                            "X-Correlation-Id",
                            "Stored with every event that the command causes; generated if absent"));
        }
        if (IfMatch.isSupportedBy(handler)) {
            operation.addParametersItem(header(
                    "If-Match", "The ETag of the expected state; the command fails with 412 if the state has changed"));
        }
        return operation;
    }

    private static HeaderParameter header(String name, String description) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(description).schema(new StringSchema());
        return header;
    }
}
