package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Refuses what a request to the API says in its address and its handler doesn't ask for by name, and what is empty or there
 * twice: a tenant named in vain must not change the firm, or show it. Queries that take the request itself
 * look after theirs with {@link Parameters}.
 */
final class KnownParameters implements HandlerInterceptor {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getQueryString() != null
                && !(READING.contains(request.getMethod()) && looksAfterItsOwn(method))) {
            List<FieldError> errors = new ArrayList<>();
            Set<String> known = known(method);
            ServletUriComponentsBuilder.fromRequest(request)
                    .build()
                    .getQueryParams()
                    .forEach((name, values) -> {
                        String fault = known.contains(name) ? fault(values) : "is not a known parameter";
                        if (fault != null) {
                            errors.add(new FieldError(name, fault));
                        }
                    });
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors);
            }
        }
        return true;
    }

    private static boolean looksAfterItsOwn(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == HttpServletRequest.class);
    }

    private static String fault(List<String> values) {
        if (values.size() > 1) {
            return "must be given only once";
        }
        return values.get(0) == null || values.get(0).isEmpty() ? "must not be empty" : null;
    }

    private static Set<String> known(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .map(parameter -> parameter.getParameterAnnotation(RequestParam.class))
                .filter(Objects::nonNull)
                .map(RequestParam::name)
                .collect(Collectors.toSet());
    }
}
