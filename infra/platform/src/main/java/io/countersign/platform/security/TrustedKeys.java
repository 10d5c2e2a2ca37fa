package io.countersign.platform.security;

import io.countersign.platform.start.StartRefused;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Public keys of another issuer: one from a PEM file, or those of a JWKS file by their key ids. */
final class TrustedKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final String ANY = "";

    private final Map<String, PublicKey> keys;

    private TrustedKeys(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    static TrustedKeys none() {
        return new TrustedKeys(Map.of());
    }

    /** @throws IllegalStateException with a sentence, if the file holds no usable public key */
    static TrustedKeys from(Path file) {
        try {
            String text = Files.readString(file);
            TrustedKeys keys =
                    new TrustedKeys(text.stripLeading().startsWith("{") ? jwks(text) : Map.of(ANY, pem(text)));
            if (keys.keys.isEmpty()) {
                throw new StartRefused("countersign.jwt.public-key: %s holds no public key.".formatted(file));
            }
            return keys;
        } catch (IOException | IllegalArgumentException | io.jsonwebtoken.JwtException e) {
            throw new StartRefused(
                    "countersign.jwt.public-key: can't read a PEM public key or a JWKS from %s.".formatted(file), e);
        }
    }

    /** The key for a token's key id; a PEM key, or a lone one in a set, serves every id. */
    Optional<Key> find(String keyId) {
        if (keys.size() == 1) {
            return keys.values().stream().map(Key.class::cast).findFirst();
        }
        return Optional.ofNullable(keyId == null ? null : keys.get(keyId));
    }

    private static Map<String, PublicKey> jwks(String text) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (Jwk<?> jwk : Jwks.setParser().build().parse(text).getKeys()) {
            if (jwk instanceof PublicJwk<?> key) {
                keys.put(key.getId() == null ? ANY + keys.size() : key.getId(), key.toKey());
            }
        }
        return keys;
    }

    private static PublicKey pem(String text) {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(encoded);
            } catch (GeneralSecurityException e) {
                // Not a key of this kind; the next one may be.
            }
        }
        throw new IllegalArgumentException("neither an RSA, nor an EC, nor an Edwards-curve public key");
    }
}
