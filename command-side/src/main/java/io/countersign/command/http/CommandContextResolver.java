package io.countersign.command.http;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands the command context to a method that asks for it. */
@Configuration
class CommandContextResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final Tokens tokens;

    CommandContextResolver(Tokens tokens) {
        this.tokens = tokens;
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(CommandContext.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == CommandContext.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer view,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        Caller caller =
                (Caller) SecurityContextHolder.getContext().getAuthentication().getPrincipal();
        return CommandContext.of(caller, request.getNativeRequest(HttpServletRequest.class), tokens);
    }
}
