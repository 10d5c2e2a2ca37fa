package io.countersign.platform.database;

/** Where PostgreSQL is, and who we are there. */
public record DatabaseLocation(String url, String username, String password) {}
