package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes tenant ids for a data set: {@code <prefix>-<tenant>}, or the name of the tenant if the prefix is empty. Invalid characters (not {@code [A-Za-z0-9._:=-]}) are replaced and ids longer than 64 are cut; such an id ends with 8 hex digits of the SHA-256 of the full name, so that ids stay unique and the same in every run.
 */
record TenantIds(String prefix) {

    private static final int LONGEST = 64;
    private static final Pattern REFUSED = Pattern.compile("[^A-Za-z0-9._:=-]+");

    String idOf(String tenant) {
        String full = prefix.isEmpty() ? tenant : prefix + "-" + tenant;
        String clean = REFUSED.matcher(full).replaceAll("-");
        if (clean.equals(full) && full.length() <= LONGEST) return full;
        String digest = digest(full);
        int kept = Math.min(clean.length(), LONGEST - digest.length() - 1);
        return clean.substring(0, kept) + "-" + digest;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
