package io.countersign.platform.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * The one order in pages, those last used kept, so that readers who walk along together read and decode each event once. A
 * page ends at a multiple of {@value #SIZE}, or sooner where its events are large. All pages together are bounded by what
 * they weigh, to a part of the heap; a page that readers still hold counts no more.
 */
final class OrderedPages {
    static final int SIZE = EventPage.MOST_EVENTS;
    private static final int PART_OF_HEAP = 12;
    /** Objects, on average, against the JSON that they are made of. */
    private static final int OBJECTS_PER_BYTE = 2;
    /** What a message takes beside its payload. */
    private static final int PER_EVENT = 1_000;

    private final OrderedEvents stored;
    private final long mostBytes;
    /** By the position before their first event. */
    private final TreeMap<Long, Page> pages = new TreeMap<>();

    private long uses;

    OrderedPages(OrderedEvents stored) {
        this(stored, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    OrderedPages(OrderedEvents stored, long mostBytes) {
        this.stored = stored;
        this.mostBytes = mostBytes;
    }

    /** The next events after a position, up to the end of their page; empty if there are none yet. */
    List<TrackedEventMessage<?>> after(long position) {
        while (true) {
            Page page = page(position);
            List<TrackedEventMessage<?>> next = page.after(position);
            forgetUnused(page);
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

    /** The page that was used last stays, however large it is. */
    private synchronized void forgetUnused(Page justUsed) {
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

    synchronized long weight() {
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

        /** Whether what comes after a position is read by others: a reader beyond a missing event needn't read it. */
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
            return OBJECTS_PER_BYTE * now.bytes() + PER_EVENT * now.events().size();
        }

        /** Empty if there are none yet; null if somebody else has completed the page meanwhile, and it ends before them. */
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
