package io.countersign.platform.security;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ProblemResponses;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** What programs of the service say to each other, under {@code /internal}: nobody else gets in there, whatever token they have. */
@Configuration
class ServiceCallConfiguration {
    @Bean
    ServiceTokens serviceTokens(Tokens tokens) {
        return new ServiceTokens(tokens.keyFor("service calls"));
    }

    @Bean
    @Order(0)
    SecurityFilterChain serviceCalls(HttpSecurity http, ServiceTokens tokens, ProblemResponses problems) {
        return http.securityMatcher("/internal/**")
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new ServiceCallFilter(tokens), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((request, response, e) -> problems.write(
                                ErrorCode.UNAUTHENTICATED.because("A valid token is needed"), request, response)))
                .build();
    }
}
