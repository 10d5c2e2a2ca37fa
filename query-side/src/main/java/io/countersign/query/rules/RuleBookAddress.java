package io.countersign.query.rules;

import io.countersign.policy.TenantId;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A rule book as pages name and address it.
 *
 * @param tenantId null for the firm's
 * @param name     the tenant's; null for the firm's
 */
record Shelf(String tenantId, String name) {
    public String scope() {
        return tenantId == null ? TenantId.FIRM : tenantId;
    }

    /** Whose it is, to begin a sentence with. */
    public String title() {
        return tenantId == null ? "The firm" : name;
    }

    public String address(RulesTab tab) {
        return address("/rules", tab == RulesTab.PENDING ? null : tab.wireName(), null);
    }

    public String address(RulesTab tab, String cursor) {
        return address("/rules", tab.wireName(), cursor);
    }

    public String version(String versionId) {
        return address("/rules/versions/" + versionId, null, null);
    }

    public String yaml(String versionId) {
        return address("/api/rules/versions/" + versionId + ".yaml", null, null);
    }

    private String address(String path, String tab, String cursor) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        if (tenantId != null) {
            address.queryParam("tenant_id", tenantId);
        }
        if (tab != null) {
            address.queryParam("tab", tab);
        }
        if (cursor != null) {
            address.queryParam("cursor", cursor);
        }
        return address.encode().toUriString();
    }
}
