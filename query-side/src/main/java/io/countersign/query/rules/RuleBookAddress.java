package io.countersign.query.rules;

import io.countersign.policy.TenantId;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The name of a rule book on pages, and the addresses of its pages.
 *
 * @param tenantId null for the firm's rule book
 * @param name the name of the tenant; null for the firm's rule book
 */
record RuleBookAddress(String tenantId, String name) {
    public String scope() {
        return tenantId == null ? TenantId.FIRM : tenantId;
    }

    /** Whose rule book it is, at the beginning of a sentence. */
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
