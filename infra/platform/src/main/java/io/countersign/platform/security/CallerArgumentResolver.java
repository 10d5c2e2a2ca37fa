package io.countersign.platform.security;

import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the caller, as of now or to be found again later, to a method that asks for it. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
    static {
        org.springdoc.core.utils.SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, CurrentCaller.class);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == CurrentCaller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer view,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? parameter.getParameterType() == Caller.class ? known.getPrincipal() : known.later()
                : null;
    }
}
