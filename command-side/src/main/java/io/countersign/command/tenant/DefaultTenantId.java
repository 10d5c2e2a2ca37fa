package io.countersign.command.tenant;

import io.countersign.policy.TenantId;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/** Creates an id from a company's name: {@code pilot-<slug>-<8 hex>}. */
final class DefaultTenantId {
    private static final int SLUG_LENGTH = 48;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DefaultTenantId() {}

    static TenantId of(String name) {
        byte[] suffix = new byte[4];
        RANDOM.nextBytes(suffix);
        return new TenantId("pilot-%s-%s".formatted(slug(name), HexFormat.of().formatHex(suffix)));
    }

    private static String slug(String name) {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut =
                slug.length() > SLUG_LENGTH ? slug.substring(0, SLUG_LENGTH).replaceAll("-+$", "") : slug;
        return cut.isEmpty() ? "tenant" : cut;
    }
}
