package io.countersign.platform.security;

import io.countersign.platform.start.StartRefused;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ProblemHandler;
import io.countersign.platform.web.ProblemResponses;
import io.countersign.policy.Role;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Who gets in. What they may do there is said by {@link Permission}, at each address. */
@Configuration
@EnableConfigurationProperties(TokenProperties.class)
class SecurityConfiguration implements WebMvcConfigurer {
    private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final String DEV_PROFILE = "dev-anonymous";
    private static final String SCRAPERS = "countersign.metrics.open-to";
    private static final String[] LOOPBACK = {"127.0.0.0/8", "::1"};
    private static final String[] OPEN = {
        "/actuator/health/**",
        "/login",
        "/assets/**",
        "/webjars/**",
        "/favicon.ico",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/error"
    };

    /** Nothing but our own files runs or shows. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** The API documentation has images in its style sheet, and styles in its images. */
    private static final String DOCUMENTATION_POLICY = CONTENT_POLICY
            .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
            .replace("img-src 'self'", "img-src 'self' data:");

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new TenantVisibility());
    }

    @Bean
    Tokens tokens(TokenProperties properties, Environment environment) {
        Path dataDir = Path.of(environment.getProperty("countersign.data-dir", "./countersign-data"));
        TrustedKeys foreign =
                properties.publicKey() == null ? TrustedKeys.none() : TrustedKeys.from(Path.of(properties.publicKey()));
        return new Tokens(SigningSecret.find(properties.secret(), dataDir), foreign, properties);
    }

    @Bean
    ConsistencyTokens consistencyTokens(Tokens tokens) {
        return new ConsistencyTokens(tokens.keyFor("consistency"));
    }

    @Bean
    AccountCache knownAccounts(AccountLookup accounts) {
        return new AccountCache(accounts);
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            Tokens tokens,
            AccountCache accounts,
            ProblemResponses problems,
            ProblemHandler failures,
            Environment environment) {
        TokenFilter filter = new TokenFilter(tokens, accounts, anonymous(environment), failures);
        return http.csrf(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(filter, AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/auth/login")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access(AuthorizationManagers.anyOf(
                                seesEverything(),
                                asksFrom(environment.getProperty(SCRAPERS, String[].class, LOOPBACK))))
                        .requestMatchers("/actuator/**")
                        .access(seesEverything())
                        .anyRequest()
                        .authenticated())
                .headers(headers -> headers.addHeaderWriter(contentPolicy())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new SignInRedirect(problems))
                        .accessDeniedHandler((request, response, e) ->
                                problems.write(ErrorCode.FORBIDDEN.because("This isn't allowed"), request, response)))
                .build();
    }

    private static HeaderWriter contentPolicy() {
        RequestMatcher documentation = PathPatternRequestMatcher.pathPattern("/swagger-ui/**");
        HeaderWriter strict = new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY);
        HeaderWriter lenient = new ContentSecurityPolicyHeaderWriter(DOCUMENTATION_POLICY);
        return (request, response) ->
                (documentation.matches(request) ? lenient : strict).writeHeaders(request, response);
    }

    /** An observation around each filter of each request costs more than the filters do. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Keeps Spring Boot from making a user of its own. */
    @Bean
    UserDetailsService noOtherUsers() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    /** Owners and auditors, who may read of all that the service does. */
    private static AuthorizationManager<RequestAuthorizationContext> seesEverything() {
        return (caller, context) -> new AuthorizationDecision(caller.get() instanceof CallerAuthentication known
                && Permission.READ_PROJECTIONS.of(known.getPrincipal().role()) == Permission.Reach.ALL);
    }

    private static AuthorizationManager<RequestAuthorizationContext> asksFrom(String[] addresses) {
        List<IpAddressMatcher> open =
                Stream.of(addresses).map(IpAddressMatcher::new).toList();
        return (caller, context) ->
                new AuthorizationDecision(open.stream().anyMatch(address -> address.matches(context.getRequest())));
    }

    private static Optional<Caller> anonymous(Environment environment) {
        if (!environment.acceptsProfiles(Profiles.of(DEV_PROFILE))) {
            return Optional.empty();
        }
        String address = environment.getProperty("server.address", "");
        if (address.isBlank() || !isLoopback(address)) {
            throw new StartRefused(
                    "The profile %s lets everybody in as an owner, so it starts only on loopback: set server.address=127.0.0.1, or leave the profile out."
                            .formatted(DEV_PROFILE));
        }
        log.warn("The profile {} is on: whoever reaches {} without a token is an owner.", DEV_PROFILE, address);
        return Optional.of(new Caller("user-admin-001", null, Role.OWNER, Set.of()));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
