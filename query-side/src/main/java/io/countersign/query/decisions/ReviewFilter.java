package io.countersign.query.decisions;

import io.countersign.platform.web.Parameters;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.policy.VendorNormalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which of the waiting decisions the page shows; null doesn't narrow.
 *
 * @param reason one that held
 * @param vendor part of the name, as it was typed
 */
record ReviewFilter(TenantId tenant, Reason reason, String vendor) {
    static ReviewFilter read(Parameters parameters) {
        return new ReviewFilter(
                parameters.value("tenant_id", TenantId::new),
                parameters.constant("reason", Reason.class),
                parameters.text("vendor"));
    }

    public boolean isNarrow() {
        return tenant != null || reason != null || vendor != null;
    }

    public boolean isFor(Reason other) {
        return reason == other;
    }

    /** The address of the page with this reason, or with all where it is null. */
    public String with(Reason other) {
        return new ReviewFilter(tenant, other, vendor).address(null);
    }

    public String address() {
        return address(null);
    }

    /** The address of the page that a cursor leads to. */
    public String address(String cursor) {
        Map<String, Object> values = new LinkedHashMap<>();
        putIfThere(values, "tenant_id", tenant);
        putIfThere(values, "reason", reason == null ? null : reason.wireName());
        putIfThere(values, "vendor", vendor);
        putIfThere(values, "cursor", cursor);
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/review");
        values.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(values).toUriString();
    }

    private static void putIfThere(Map<String, Object> values, String name, Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }

    /** What was typed, normalised as vendors are; null for all. */
    String vendorNormalized() {
        return vendor == null ? null : VendorNormalizer.normalize(vendor);
    }
}
