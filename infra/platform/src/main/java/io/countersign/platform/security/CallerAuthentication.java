package io.countersign.platform.security;

import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The caller as an Authentication of Spring Security. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;
    private final transient CurrentCaller later;

    CallerAuthentication(Caller caller, CurrentCaller later) {
        super(List.of());
        this.caller = caller;
        this.later = later;
        setAuthenticated(true);
    }

    static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? Optional.of(known.getPrincipal())
                : Optional.empty();
    }

    /** How to find the caller again while the request lasts. */
    CurrentCaller later() {
        return later;
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.userId();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
