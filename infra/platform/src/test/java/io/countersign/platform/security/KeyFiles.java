package io.countersign.platform.security;

import io.jsonwebtoken.security.Jwks;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes public keys as another issuer would. */
final class KeyFiles {
    private KeyFiles() {}

    static String pem(PublicKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    static String jwks(Map<String, PublicKey> keys) {
        return keys.entrySet().stream()
                .map(key -> Jwks.UNSAFE_JSON(
                        Jwks.builder().key(key.getValue()).id(key.getKey()).build()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
