package io.countersign.mover;

import io.countersign.mover.PostgresEventStore.StoreSize;
import io.countersign.mover.StoreComparison.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Moves events, then compares them. Progress and errors go to standard error. */
@Command(
        name = "countersign-mover",
        sortOptions = false,
        description =
                "Moves the events of a PostgreSQL event store into Axon Server, in their one order, and then compares"
                        + " every one of them on both sides. Nothing may write to either meanwhile.",
        footer = {
            "",
            "Interrupted at any moment, it goes on where it was when it is started again.",
            "Exit codes: 0 all events are equal on both sides, 1 events differ or the move failed, 2 wrong usage."
        })
final class MoveCommand implements Callable<Integer> {
    @Mixin
    private MoveOptions options;

    @Spec
    private CommandSpec spec;

    private final Environment environment;

    MoveCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws MoveFailure {
        options.check();
        try (SourceDatabase source = source()) {
            StoreSize size = complete(source.store());
            try (AxonServer server = AxonServer.connect(options.server, token())) {
                return run(source.store(), size, server);
            }
        }
    }

    private SourceDatabase source() throws MoveFailure {
        return options.source.dataDir != null
                ? SourceDatabase.in(options.source.dataDir)
                : SourceDatabase.at(
                        options.source.url,
                        options.username,
                        environment.environment().get(Environment.DATABASE_PASSWORD));
    }

    private String token() {
        return options.server.token == null
                ? environment.environment().get(Environment.SERVER_TOKEN)
                : options.server.token;
    }

    private int run(PostgresEventStore store, StoreSize before, AxonServer server) throws MoveFailure {
        MetaDataConversion metaData = new MetaDataConversion();
        StoreComparison comparison = new StoreComparison(store, server, metaData, environment.progress());
        if (!options.compareOnly) {
            Move move = new Move(
                    store,
                    server,
                    metaData,
                    comparison,
                    environment.progress(),
                    new Move.Limits(options.eventsAtOnce, options.server.maxMessageSize));
            long start = System.nanoTime();
            say("moved", move.upTo(before.newest()), start);
        }
        boolean same = compare(comparison, before, server.size());
        mustBeUnchanged(store, before);
        return same ? 0 : 1;
    }

    /** Events without a position were written shortly before all nodes stopped. */
    private static StoreSize complete(PostgresEventStore store) throws MoveFailure {
        StoreSize size = store.size();
        if (size.unpositioned() > 0) {
            throw new MoveFailure(String.format(
                    Locale.ROOT,
                    "%,d events have no position yet: a program still writes, or was killed in writing. Start it, let it"
                            + " become ready, stop it in order, and move then.",
                    size.unpositioned()));
        }
        return size;
    }

    private boolean compare(StoreComparison comparison, StoreSize here, long there) throws MoveFailure {
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

    private static void mustBeUnchanged(PostgresEventStore store, StoreSize before) throws MoveFailure {
        long added = store.size().events() - before.events();
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
