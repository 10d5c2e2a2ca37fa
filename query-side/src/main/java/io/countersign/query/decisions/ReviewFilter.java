package io.countersign.query.decisions;

import io.countersign.platform.web.Parameters;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.policy.VendorNormalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filters of the review page; null means no filter.
 *
 * @param reason a reason that applied
 * @param vendor part of the name, as typed
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

    /** The address with this reason as filter; null for all reasons. */
    public String with(Reason other) {
        return new ReviewFilter(tenant, other, vendor).address(null);
    }

    public String address() {
        return address(null);
    }

    /** The address of the page that starts at a cursor. */
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

    /** The typed name, normalised; null for no filter. */
    String vendorNormalized() {
        return vendor == null ? null : VendorNormalizer.normalize(vendor);
    }
}
