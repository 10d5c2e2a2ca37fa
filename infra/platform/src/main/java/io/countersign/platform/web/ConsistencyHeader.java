package io.countersign.platform.web;

/** The header by which a caller reads its own writes. */
public final class ConsistencyHeader {
    public static final String NAME = "Countersign-Consistency";

    /** The same for a browser, which can't send a header when it goes to a page; pages keep it for some seconds. */
    public static final String COOKIE = "countersign_consistency";

    private ConsistencyHeader() {}
}
