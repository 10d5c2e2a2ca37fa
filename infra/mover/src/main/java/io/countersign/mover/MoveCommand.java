package io.countersign.mover;

import io.countersign.mover.Comparison.Outcome;
import io.countersign.mover.EventStore.Standing;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Moves, then compares; progress and trouble go to standard error. */
@Command(
        name = "countersign-mover",
        sortOptions = false,
        description =
                "Moves the events of a PostgreSQL event store into Axon Server, in their one order, and then compares"
                        + " every one of them on both sides. Nothing may write to either meanwhile.",
        footer = {
            "",
            "Interrupted at any moment, it goes on where it was when it is started again.",
            "Exit codes: 0 every event is the same on both sides, 1 they aren't or something failed, 2 wrong usage."
        })
final class MoveCommand implements Callable<Integer> {
    @Mixin
    private MoveOptions options;

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    MoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws MoveFailure {
        options.check();
        try (Source source = source()) {
            Standing standing = complete(source.store());
            try (AxonServer server = AxonServer.connect(options.server, token())) {
                return run(source.store(), standing, server);
            }
        }
    }

    private Source source() throws MoveFailure {
        return options.source.dataDir != null
                ? Source.in(options.source.dataDir)
                : Source.at(
                        options.source.url,
                        options.username,
                        surroundings.environment().get(Surroundings.DATABASE_PASSWORD));
    }

    private String token() {
        return options.server.token == null
                ? surroundings.environment().get(Surroundings.SERVER_TOKEN)
                : options.server.token;
    }

    private int run(EventStore store, Standing before, AxonServer server) throws MoveFailure {
        MetaDataForms metaData = new MetaDataForms();
        Comparison comparison = new Comparison(store, server, metaData, surroundings.progress());
        if (!options.compareOnly) {
            Move move = new Move(
                    store,
                    server,
                    metaData,
                    comparison,
                    surroundings.progress(),
                    new Move.Limits(options.eventsAtOnce, options.server.maxMessageSize));
            long start = System.nanoTime();
            say("moved", move.upTo(before.newest()), start);
        }
        boolean same = compare(comparison, before, server.size());
        mustStandStill(store, before);
        return same ? 0 : 1;
    }

    /** Events without a position belong to a moment that no node has lived to place. */
    private static Standing complete(EventStore store) throws MoveFailure {
        Standing standing = store.standing();
        if (standing.unplaced() > 0) {
            throw new MoveFailure(String.format(
                    Locale.ROOT,
                    "%,d events have no position yet: a program still writes, or was killed in writing. Start it, let it"
                            + " become ready, stop it in order, and move then.",
                    standing.unplaced()));
        }
        return standing;
    }

    private boolean compare(Comparison comparison, Standing here, long there) throws MoveFailure {
        long start = System.nanoTime();
        Outcome outcome = comparison.between(0, Math.min(here.newest(), there));
        say("compared", outcome.compared(), start);
        outcome.first()
                .ifPresent(first ->
                        out().printf(Locale.ROOT, "%,d of them differ, first at %s%n", outcome.differing(), first));
        if (here.newest() != there) {
            out().printf(Locale.ROOT, "PostgreSQL has %,d events, Axon Server %,d%n", here.newest(), there);
        }
        boolean same = outcome.first().isEmpty() && here.newest() == there;
        if (same) {
            out().println("Every event is the same on both sides.");
        }
        out().flush();
        return same;
    }

    private static void mustStandStill(EventStore store, Standing before) throws MoveFailure {
        long added = store.standing().events() - before.events();
        if (added != 0) {
            throw new MoveFailure(String.format(
                    Locale.ROOT,
                    "%,d events were added to PostgreSQL meanwhile: stop what writes them, and move again to take them too.",
                    added));
        }
    }

    private void say(String done, long events, long startedAt) {
        double seconds = Duration.ofNanos(System.nanoTime() - startedAt).toMillis() / 1e3;
        out().printf(
                        Locale.ROOT,
                        "%-9s %,d events in %.1f s (%,.0f/s)%n",
                        done,
                        events,
                        seconds,
                        events / Math.max(seconds, 1e-3));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
