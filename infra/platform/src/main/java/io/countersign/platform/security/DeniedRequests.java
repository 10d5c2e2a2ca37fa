package io.countersign.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.RefusalListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Counts requests that were denied, by address and role, and logs them without their content: once a minute for each user and
 * address. An unknown tenant counts too, as a hidden tenant is answered alike.
 */
@Component
class DeniedRequests implements RefusalListener {
    private static final Logger log = LoggerFactory.getLogger(DeniedRequests.class);
    private static final Set<ErrorCode> DENIALS = EnumSet.of(
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.WRONG_CREDENTIALS,
            ErrorCode.TOO_MANY_ATTEMPTS,
            ErrorCode.FORBIDDEN,
            ErrorCode.CSRF_TOKEN_MISSING,
            ErrorCode.TENANT_NOT_FOUND);
    private static final String NOBODY = "nobody";
    private static final String NO_ADDRESS = "none";

    private final MeterRegistry meters;
    private final ObjectProvider<RequestMappingHandlerMapping> addresses;
    private final Cache<Denial, Boolean> told = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    DeniedRequests(MeterRegistry meters, ObjectProvider<RequestMappingHandlerMapping> addresses) {
        this.meters = meters;
        this.addresses = addresses;
    }

    private record Denial(String userId, String endpoint, ErrorCode code) {}

    /** Most refusals are no denials. */
    @Override
    public void refused(Refusal refusal, HttpServletRequest request) {
        if (!DENIALS.contains(refusal.code())) {
            return;
        }
        Optional<Caller> caller = Caller.current();
        String endpoint = endpoint(request);
        String role = caller.map(known -> known.role().wireName()).orElse(NOBODY);
        meters.counter(
                        "countersign.requests.denied",
                        "endpoint",
                        endpoint,
                        "role",
                        role,
                        "code",
                        refusal.code().wireName())
                .increment();
        Denial denial = new Denial(caller.map(Caller::userId).orElse(NOBODY), endpoint, refusal.code());
        if (told.asMap().putIfAbsent(denial, true) == null) {
            log.warn(
                    "Denied to {} ({}): {}, {}",
                    denial.userId(),
                    role,
                    endpoint,
                    refusal.code().wireName());
        }
    }

    /** With names in place of what varies, so that there are only so many; what none has is one. */
    private String endpoint(HttpServletRequest request) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) == null) {
            match(request);
        }
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? NO_ADDRESS : "%s %s".formatted(request.getMethod(), pattern);
    }

    /** For who was turned away before anyone looked for the address. */
    private void match(HttpServletRequest request) {
        try {
            if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            for (RequestMappingHandlerMapping mapping : addresses) {
                if (mapping.getHandler(request) != null) {
                    return;
                }
            }
        } catch (Exception noSuchAddress) {
            log.debug("Nothing is at the address of a denied request", noSuchAddress);
        }
    }
}
