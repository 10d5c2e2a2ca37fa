package io.countersign.platform.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tokens.
 *
 * @param secret    for HS256, at least 32 bytes; generated into the data directory if absent
 * @param publicKey PEM or JWKS file with the key of another issuer, whose RS256, ES256 or EdDSA tokens count too
 * @param issuer    that tokens must name, if set
 * @param audience  that tokens must name, if set
 */
@ConfigurationProperties("countersign.jwt")
record TokenProperties(
        String secret,
        String publicKey,
        String issuer,
        String audience,
        @DefaultValue("24h") Duration lifetime) {}
