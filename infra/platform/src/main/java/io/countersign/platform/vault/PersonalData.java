package io.countersign.platform.vault;

import io.countersign.events.user.EncryptedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Seals what is personal so that it may stand in events, which live for ever: AES-256-GCM under a key that each user has
 * alone, with the user's id as additional data, so that one user's text can't be passed off as another's. Whoever
 * destroys the key ({@code key_vault.user_key}) erases the text everywhere; keys are therefore never cached.
 */
@Component
public class PersonalData {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String COMMITMENT = "countersign.dev/user-key-commitment/v1\n";
    private static final Logger log = LoggerFactory.getLogger(PersonalData.class);

    private final KeyVault vault;
    /** Users whose wrong keys the log has told of. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    PersonalData(KeyVault vault) {
        this.vault = vault;
    }

    /** Seals a text under the user's key, which is made if there is none. */
    public EncryptedText encrypt(String userId, String text) {
        return seal(vault.makeUserKey(userId), userId, text);
    }

    private static EncryptedText seal(byte[] key, String userId, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, userId);
            byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new EncryptedText(Base64.getEncoder().encodeToString(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seals a text under the user's key; empty if the user has none any more, as a new one would undo its destruction. */
    public Optional<EncryptedText> encryptUnderKnownKey(String userId, String text) {
        return vault.findUserKey(userId).map(key -> seal(key, userId, text));
    }

    /**
     * What only the user's key gives: SHA-256 of the key and of what it is for, in Base64. AES-GCM alone doesn't tell one
     * key from another that was made to open the same text.
     */
    public String commitment(String userId) {
        return commitment(vault.makeUserKey(userId));
    }

    private static String commitment(byte[] key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(COMMITMENT.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sha256.digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens a user's text; empty if the key that sealed it is gone, or if the key isn't the one that the user was made with,
     * which the log tells.
     *
     * @param commitment of the user's key; null for a user who was made without one
     */
    public Optional<String> decrypt(String userId, EncryptedText text, String commitment) {
        return vault.findUserKey(userId)
                .filter(key -> isCommitted(userId, key, commitment))
                .flatMap(key -> open(key, userId, text));
    }

    private boolean isCommitted(String userId, byte[] key, String commitment) {
        boolean matches = commitment == null || commitment.equals(commitment(key));
        if (!matches && reported.add(userId)) {
            log.error(
                    "The key of user {} isn't the one that the user was made with: what is sealed is not shown",
                    userId);
        }
        return matches;
    }

    /**
     * A text under a user's key.
     *
     * @param commitment of the user's key; null for a user who was made without one
     */
    public record Sealed(EncryptedText text, String commitment) {
        public Sealed(String text, String commitment) {
            this(new EncryptedText(text), commitment);
        }
    }

    /** Opens a text of each of many users, by their ids; without those whose keys are gone or aren't the users' own. */
    public Map<String, String> decrypt(Map<String, Sealed> texts) {
        Map<String, String> opened = new HashMap<>();
        vault.findUserKeys(texts.keySet()).forEach((user, key) -> {
            Sealed sealed = texts.get(user);
            if (isCommitted(user, key, sealed.commitment())) {
                open(key, user, sealed.text()).ifPresent(text -> opened.put(user, text));
            }
        });
        return opened;
    }

    private static Optional<String> open(byte[] key, String userId, EncryptedText text) {
        byte[] whole = Base64.getDecoder().decode(text.base64());
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE_BYTES), userId);
            byte[] opened = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String userId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(userId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
