package io.countersign.platform.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Spring Security's view of a caller. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        setAuthenticated(true);
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
