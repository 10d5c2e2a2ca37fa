package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Hands what If-Match demands to a method with a parameter for it, and refuses it for every other command: one that is
 * carried out although its precondition isn't looked at would overwrite what the client has never seen.
 */
public final class IfMatch implements HandlerInterceptor, HandlerMethodArgumentResolver {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether the method looks at If-Match. */
    public static boolean isSupportedBy(HandlerMethod method) {
        return Stream.of(method.getMethodParameters()).anyMatch(IfMatch::isExpectedVersion);
    }

    private static boolean isExpectedVersion(MethodParameter parameter) {
        return parameter.getParameterType() == ExpectedVersion.class;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getHeader(HttpHeaders.IF_MATCH) != null
                && !READING.contains(request.getMethod())
                && !isSupportedBy(method)) {
            throw ErrorCode.INVALID_REQUEST.because("If-Match isn't supported here; send the request without it");
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isExpectedVersion(parameter);
    }

    @Override
    public ExpectedVersion resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer view,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        String[] headers = request.getHeaderValues(HttpHeaders.IF_MATCH);
        return ExpectedVersion.from(headers == null ? null : String.join(", ", headers));
    }
}
