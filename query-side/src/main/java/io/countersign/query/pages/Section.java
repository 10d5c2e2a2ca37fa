package io.countersign.query.pages;

import io.countersign.platform.security.Permission;

/** The sections of the navigation, in order. */
public enum Section {
    FIRM("Firm", "/firm", Permission.READ_TENANTS),
    RULES("Rules", "/rules", Permission.READ_RULES),
    REVIEW("Review", "/review", Permission.READ_TENANTS),
    AUDIT("Audit", "/audit", Permission.READ_AUDIT),
    METRICS("Metrics", "/metrics", Permission.READ_METRICS),
    USERS("Users", "/users", Permission.READ_USERS);

    private final String title;
    private final String path;
    private final Permission permission;

    Section(String title, String path, Permission permission) {
        this.title = title;
        this.path = path;
        this.permission = permission;
    }

    public String title() {
        return title;
    }

    public String path() {
        return path;
    }

    /** The permission that a viewer needs to see the section. */
    public Permission permission() {
        return permission;
    }
}
