package io.countersign.command.rules;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a YAML document step by step: collections can be entered, and what is in them taken as nodes, one at a time. Every
 * method throws a YAMLException for aliases and for nodes that are too deep or too long to be meant for us.
 */
final class YamlNodeReader {
    private static final int DEEPEST = 10;
    /** A node's parts; the longest rule has some thirty. */
    private static final int PARTS = 1_000;

    private final Parser parser;
    private final LoaderOptions options;
    private final Resolver resolver = new Resolver();

    YamlNodeReader(Reader text, LoaderOptions options) {
        this.options = options;
        this.parser = new ParserImpl(new StreamReader(text), options);
        parser.getEvent();
        if (!isEmpty()) {
            parser.getEvent();
        }
    }

    /** Whether there is no document. */
    boolean isEmpty() {
        return parser.checkEvent(Event.ID.StreamEnd);
    }

    /** Where the next thing begins. */
    Mark mark() {
        return parser.peekEvent().getStartMark();
    }

    boolean isScalar() {
        return parser.checkEvent(Event.ID.Scalar);
    }

    /** Goes into a mapping, if one is next: its keys and values are next then, in turn. */
    boolean enterMapping() {
        return took(Event.ID.MappingStart);
    }

    /** Goes into a sequence, if one is next: its elements are next then. */
    boolean enterSequence() {
        return took(Event.ID.SequenceStart);
    }

    /** Leaves the collection, if nothing more is in it. */
    boolean leave() {
        return took(Event.ID.MappingEnd) || took(Event.ID.SequenceEnd);
    }

    private boolean took(Event.ID id) {
        boolean isNext = parser.checkEvent(id);
        if (isNext) {
            parser.getEvent();
        }
        return isNext;
    }

    /** The next node, whole. */
    Node next() {
        Deque<Event> events = new ArrayDeque<>();
        Mark mark = mark();
        events.add(new StreamStartEvent(mark, mark));
        events.add(new DocumentStartEvent(mark, mark, false, null, null));
        walk(events);
        events.add(new DocumentEndEvent(mark, mark, false));
        events.add(new StreamEndEvent(mark, mark));
        return new Composer(new Recorded(events), resolver, options).getSingleNode();
    }

    /** Passes over the next node. */
    void skip() {
        walk(null);
    }

    private void walk(Deque<Event> events) {
        int depth = 0;
        do {
            Event event = parser.getEvent();
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (event.is(Event.ID.Alias) || depth > DEEPEST || events != null && events.size() > PARTS) {
                throw new YAMLException("There is an alias, or a node that is too deep or too long");
            }
            if (events != null) {
                events.add(event);
            }
        } while (depth > 0);
    }

    /** @throws MarkedYAMLException if anything comes after the document */
    void mustEnd() {
        parser.getEvent();
        if (!isEmpty()) {
            Mark mark = mark();
            throw new SecondDocument(mark);
        }
    }

    private static final class SecondDocument extends MarkedYAMLException {
        private SecondDocument(Mark mark) {
            super(null, null, "there is a second document", mark);
        }
    }

    /** What a parser found before. */
    private record Recorded(Deque<Event> events) implements Parser {
        @Override
        public boolean checkEvent(Event.ID choice) {
            return peekEvent() != null && peekEvent().is(choice);
        }

        @Override
        public Event peekEvent() {
            return events.peek();
        }

        @Override
        public Event getEvent() {
            return events.poll();
        }
    }
}
