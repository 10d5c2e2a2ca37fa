package io.countersign.query.tenants;

import io.countersign.platform.web.Parameters;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The search, order and page number of the firm page.
 *
 * @param search part of a name or an id; null for all
 * @param page   from 1 on
 */
record FirmSearch(String search, FirmColumn sort, boolean descending, int page) {
    static final int PAGE_SIZE = 50;
    private static final int LAST_PAGE = 10_000;

    static FirmSearch read(Parameters parameters) {
        FirmColumn sort = parameters.constant("sort", FirmColumn.class);
        Order order = parameters.constant("order", Order.class);
        FirmColumn column = sort == null ? FirmColumn.NAME : sort;
        return new FirmSearch(
                parameters.text("search"),
                column,
                order == null ? column.isLargestFirst() : order == Order.DESC,
                parameters.integer("page", 1, 1, LAST_PAGE));
    }

    /** Whether the order differs from the default. */
    public boolean isSorted() {
        return sort != FirmColumn.NAME || descending;
    }

    int offset() {
        return (page - 1) * PAGE_SIZE;
    }

    /** The address that orders by this column; in reverse if it is the present order. */
    public String sortedBy(FirmColumn column) {
        return new FirmSearch(search, column, column == sort ? !descending : column.isLargestFirst(), 1).address();
    }

    public String onPage(int other) {
        return new FirmSearch(search, sort, descending, other).address();
    }

    /** The {@code aria-sort} value of a column; null if the rows are not ordered by it. */
    public String direction(FirmColumn column) {
        return column != sort ? null : descending ? "descending" : "ascending";
    }

    /** The address of the page, without default values. */
    public String address() {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/firm");
        if (search != null) {
            address.queryParam("search", "{search}");
        }
        if (isSorted()) {
            address.queryParam("sort", sort.wireName());
            address.queryParam("order", descending ? "desc" : "asc");
        }
        if (page > 1) {
            address.queryParam("page", page);
        }
        return search == null
                ? address.toUriString()
                : address.encode().buildAndExpand(search).toUriString();
    }

    private enum Order {
        ASC,
        DESC
    }
}
