package io.countersign.platform.vault;

import io.countersign.events.user.EncryptedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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

    private final KeyVault vault;

    PersonalData(KeyVault vault) {
        this.vault = vault;
    }

    /** Seals a text under the user's key, which is made if there is none. */
    public EncryptedText encrypt(String userId, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, vault.makeUserKey(userId), nonce, userId);
            byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
            return new EncryptedText(Base64.getEncoder().encodeToString(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a user's text; empty if the key that sealed it is gone. */
    public Optional<String> decrypt(String userId, EncryptedText text) {
        return vault.findUserKey(userId).flatMap(key -> open(key, userId, text));
    }

    /** Opens the texts of many users, by their ids; without those whose keys are gone. */
    public Map<String, String> decrypt(Map<String, EncryptedText> texts) {
        Map<String, String> opened = new HashMap<>();
        vault.findUserKeys(texts.keySet())
                .forEach((user, key) -> open(key, user, texts.get(user)).ifPresent(text -> opened.put(user, text)));
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
