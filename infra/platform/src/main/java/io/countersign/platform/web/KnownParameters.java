package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Refuses what a changing request says in its address and nobody would read: a tenant named there in vain must not change
 * the firm. Queries look after theirs with {@link Parameters}.
 */
final class KnownParameters implements HandlerInterceptor {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getQueryString() != null
                && !READING.contains(request.getMethod())) {
            Set<String> unknown = new LinkedHashSet<>(
                    ServletUriComponentsBuilder.fromRequest(request).build().getQueryParams().keySet());
            unknown.removeAll(known(method));
            if (!unknown.isEmpty()) {
                throw Refusal.invalid(unknown.stream()
                        .map(name -> new FieldError(name, "is not a known parameter"))
                        .toList());
            }
        }
        return true;
    }

    private static Set<String> known(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .map(parameter -> parameter.getParameterAnnotation(RequestParam.class))
                .filter(Objects::nonNull)
                .map(RequestParam::name)
                .collect(Collectors.toSet());
    }
}
