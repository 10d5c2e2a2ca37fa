package io.countersign.platform.web;

/** The header by which a caller reads its own writes. */
public final class ConsistencyHeader {
    public static final String NAME = "Countersign-Consistency";

    private ConsistencyHeader() {}
}
