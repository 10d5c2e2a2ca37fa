package io.countersign.platform.security;

import io.countersign.policy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Refuses a query that names a tenant which the caller may not see, before anything says whether the caller's role may do
 * this at all: to the caller, such a tenant doesn't exist. Tenants in paths and bodies are for each address to check.
 */
final class TenantVisibility implements HandlerInterceptor {
    private static final String PARAMETER = "tenant_id";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null) {
            Caller.current().ifPresent(caller -> named(request).ifPresent(caller::mustSee));
        }
        return true;
    }

    private static Optional<TenantId> named(HttpServletRequest request) {
        String tenant = ServletUriComponentsBuilder.fromRequest(request)
                .build()
                .getQueryParams()
                .getFirst(PARAMETER);
        try {
            return Optional.ofNullable(tenant).map(TenantId::new);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
