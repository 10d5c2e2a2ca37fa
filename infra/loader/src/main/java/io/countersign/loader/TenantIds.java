package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names the tenants of a data set: {@code <prefix>-<tenant>}, or the tenant's own name where the prefix is empty. What
 * the service would refuse (other characters than {@code [A-Za-z0-9._:=-]}, over 64 of them) is replaced or cut, and then
 * carries 8 hex digits of the full name's SHA-256, so that two tenants never become one and every run names them alike.
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
