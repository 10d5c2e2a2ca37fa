package io.countersign.platform.web;

import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Parses identifiers in paths. A malformed one is answered like one that doesn't exist. */
@Configuration
class PathIds implements WebMvcConfigurer {
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, TenantId.class, PathIds::tenant);
        registry.addConverter(String.class, TxnId.class, PathIds::transaction);
    }

    private static TenantId tenant(String text) {
        try {
            return new TenantId(text);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.TENANT_NOT_FOUND.because("There is no such tenant");
        }
    }

    private static TxnId transaction(String text) {
        try {
            return new TxnId(text);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.DECISION_NOT_FOUND.because("There is no such decision");
        }
    }
}
