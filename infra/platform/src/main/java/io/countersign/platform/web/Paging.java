package io.countersign.platform.web;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which page of a list to answer with, of rows that each have a position, newest first.
 *
 * @param before only rows with a lower position
 * @param limit  rows at most
 */
public record Paging(long before, int limit) {
    /** How many rows to fetch: one more than the page has room for, which tells whether another page follows. */
    public int fetch() {
        return limit + 1;
    }

    /** The page, from as many rows as {@link #fetch} says, or fewer if there are no more. */
    public <T> Page<T> page(List<T> rows, ToLongFunction<T> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, limit);
        return new Page<>(shown, Cursor.after(position.applyAsLong(shown.get(limit - 1))));
    }
}
