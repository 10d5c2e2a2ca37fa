package io.countersign.events.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Personal data that only the user's own key opens; destroying the key erases it.
 *
 * @param base64 12 bytes of nonce, then the AES-256-GCM ciphertext with its 16-byte tag, in Base64; the user's id is
 *               the additional data
 */
public record EncryptedText(@JsonValue String base64) {
    @JsonCreator
    public EncryptedText {}
}
