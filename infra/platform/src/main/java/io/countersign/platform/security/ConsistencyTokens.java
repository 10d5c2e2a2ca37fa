package io.countersign.platform.security;

import io.countersign.platform.store.EventReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the header Countersign-Consistency carries: an event's name under seal (AES-GCM). Nobody reads in it whose event it
 * is, and nobody makes one up to find out by it whether something exists.
 */
public final class ConsistencyTokens {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    /** @param key of 32 bytes */
    public ConsistencyTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    public String seal(EventReference event) {
        byte[] name = event.token().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] nonce = nonce(name);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(name);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The event that a token names; empty if it is none of ours. */
    public Optional<EventReference> open(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
                return Optional.empty();
            }
            byte[] opened = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return EventReference.from(new String(opened, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Made from the name, so that an answer that is given again is the same; no two names have one in common. */
    private byte[] nonce(byte[] name) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(new SecretKeySpec(key.getEncoded(), MAC));
        return Arrays.copyOf(mac.doFinal(name), NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
