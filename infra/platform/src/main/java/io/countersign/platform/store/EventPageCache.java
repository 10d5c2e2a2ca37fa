package io.countersign.platform.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * A cache of the newest-used pages of events, so that readers at similar positions read and decode each event once. A page
 * ends at a multiple of {@value #SIZE}, or sooner if its events are large. The pages' estimated size is bounded by a part of
 * the heap; evicted pages that readers still hold don't count.
 */
public final class EventPageCache {
    private static final int SIZE = EventPage.MOST_EVENTS;
    private static final int PART_OF_HEAP = 12;
    /** Estimated heap bytes of an event's objects for each byte of its JSON. */
    private static final int OBJECTS_PER_BYTE = 2;
    /** Estimated heap bytes of a message without its payload. */
    private static final int PER_EVENT = 1_000;

    private final OrderedEventReader stored;
    private final long mostBytes;
    /** By the position before their first event. */
    private final TreeMap<Long, Page> pages = new TreeMap<>();

    private long uses;

    public EventPageCache(OrderedEventReader stored) {
        this(stored, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    public EventPageCache(OrderedEventReader stored, long mostBytes) {
        this.stored = stored;
        this.mostBytes = mostBytes;
    }

    /** The next events after a position, up to the end of their page; empty if there are none yet. */
    public List<TrackedEventMessage<?>> after(long position) {
        while (true) {
            Page page = page(position);
            List<TrackedEventMessage<?>> next = page.after(position);
            evictLeastRecentlyUsed(page);
            if (next != null) {
                return next;
            }
        }
    }

    private synchronized Page page(long position) {
        Map.Entry<Long, Page> before = pages.floorEntry(position);
        Page page = before == null || before.getValue().endsBefore(position) ? new Page(position) : before.getValue();
        pages.put(page.start, page);
        page.used = ++uses;
        return page;
    }

    /** The page that was used last always stays. */
    private synchronized void evictLeastRecentlyUsed(Page justUsed) {
        long weight = weight();
        while (weight > mostBytes && pages.size() > 1) {
            Page unused = pages.values().stream()
                    .filter(page -> page != justUsed)
                    .min(Comparator.comparingLong(page -> page.used))
                    .orElseThrow();
            pages.remove(unused.start);
            weight -= unused.weight();
        }
    }

    public synchronized long weight() {
        return pages.values().stream().mapToLong(Page::weight).sum();
    }

    private final class Page {
        private final long start;
        private final long end;
        private volatile EventPage read = new EventPage(List.of(), 0);
        /** When it was used last, in uses of any page. */
        private long used;

        private Page(long start) {
            this.start = start;
            this.end = start - start % SIZE + SIZE;
        }

        /** Whether the events after a position belong to another page. */
        private boolean endsBefore(long position) {
            EventPage now = read;
            long last = start + now.events().size();
            return position > last || position == last && isComplete(now);
        }

        private boolean isComplete(EventPage now) {
            return start + now.events().size() == end || now.bytes() >= EventPage.MOST_BYTES;
        }

        private long weight() {
            EventPage now = read;
            return OBJECTS_PER_BYTE * now.bytes()
                    + (long) PER_EVENT * now.events().size();
        }

        /** Empty if there are none yet; null if another reader has completed the page, and it ends before them. */
        private List<TrackedEventMessage<?>> after(long position) {
            int offset = (int) (position - start);
            EventPage now = read;
            if (now.events().size() <= offset) {
                now = extended(offset);
            }
            int size = now.events().size();
            return size > offset ? now.events().subList(offset, size) : isComplete(now) ? null : List.of();
        }

        private synchronized EventPage extended(int offset) {
            EventPage now = read;
            if (now.events().size() <= offset && !isComplete(now)) {
                long last = start + now.events().size();
                EventPage more = stored.readAfter(last, (int) (end - last));
                read = more.events().isEmpty() ? now : joined(now, more);
            }
            return read;
        }

        private EventPage joined(EventPage now, EventPage more) {
            List<TrackedEventMessage<?>> events =
                    new ArrayList<>(now.events().size() + more.events().size());
            events.addAll(now.events());
            events.addAll(more.events());
            return new EventPage(Collections.unmodifiableList(events), now.bytes() + more.bytes());
        }
    }
}
