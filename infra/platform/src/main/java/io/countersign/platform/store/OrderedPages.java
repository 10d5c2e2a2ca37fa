package io.countersign.platform.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * The one order in pages of {@value #SIZE} events, those last used kept, so that readers who walk along together read and
 * deserialise each event once. Positions are dense: an event's place in its page follows from its position.
 */
final class OrderedPages {
    static final int SIZE = 1_000;
    static final int KEPT = 12;

    private final OrderedEvents stored;
    private final Map<Long, Page> pages = Collections.synchronizedMap(new LastUsed());

    OrderedPages(OrderedEvents stored) {
        this.stored = stored;
    }

    /** The next events after a position, up to the end of their page; empty if there are none yet. */
    List<TrackedEventMessage<?>> after(long position) {
        Page page = pages.computeIfAbsent(position / SIZE, Page::new);
        return page.from((int) (position % SIZE));
    }

    /** A cache that judges by how often something was used would turn away each page of a walk through all of them. */
    private static final class LastUsed extends LinkedHashMap<Long, Page> {
        private LastUsed() {
            super(KEPT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Page> eldest) {
            return size() > KEPT;
        }
    }

    private final class Page {
        private final long start;
        private volatile List<TrackedEventMessage<?>> events = List.of();

        private Page(long index) {
            this.start = index * SIZE;
        }

        private List<TrackedEventMessage<?>> from(int offset) {
            List<TrackedEventMessage<?>> known = events;
            if (known.size() <= offset) {
                known = extended(offset);
            }
            return known.size() <= offset ? List.of() : known.subList(offset, known.size());
        }

        private synchronized List<TrackedEventMessage<?>> extended(int offset) {
            if (events.size() > offset) {
                return events;
            }
            List<TrackedEventMessage<?>> longer = new ArrayList<>(events);
            longer.addAll(stored.readAfter(start + longer.size(), SIZE - longer.size()));
            if (!longer.isEmpty()) {
                mustBeDense(longer);
            }
            events = longer;
            return longer;
        }

        private void mustBeDense(List<TrackedEventMessage<?>> found) {
            long last = OneOrderEngine.positionOf(found.get(found.size() - 1).trackingToken());
            if (last != start + found.size()) {
                throw new IllegalStateException("The order of events has a hole between positions %s and %s"
                        .formatted(start, last));
            }
        }
    }
}
