package io.countersign.command.decision.intake;

import io.countersign.command.decision.Results;
import io.countersign.command.decision.TransactionResult;
import io.countersign.command.dispatch.Answer;
import io.countersign.platform.web.Correlation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * One streamed request: this thread reads lines, a second one runs what has come meanwhile (so batches grow with the
 * load, and a lone line waits for nothing), a third one sends the answers in order. Results are written as NDJSON; if
 * running fails midway the transfer breaks off, and the same stream may be sent again.
 */
final class IntakeStream<T> {
    static final int BATCH = 1_000;
    private static final Item<?> END = new Item<>(0, null, null);

    private final Lines<T> lines;
    private final Function<List<T>, Answer<Results>> run;
    private final JsonMapper json;
    private final BlockingQueue<Item<T>> read = new ArrayBlockingQueue<>(2 * BATCH);
    private final ResultSpool answers = new ResultSpool();
    private final Summary summary = new Summary();
    private volatile Throwable failure;

    IntakeStream(Lines<T> lines, Function<List<T>, Answer<Results>> run, JsonMapper json) {
        this.lines = lines;
        this.run = run;
        this.json = json;
    }

    /** Serves the request; returns when the last answer is sent. */
    void serve(HttpServletResponse response) throws IOException, InterruptedException {
        response.setContentType("application/x-ndjson");
        OutputStream out = response.getOutputStream();
        Thread decider = start("intake-decider", this::decideAll);
        Thread sender = start("intake-sender", () -> sendAll(out));
        try (answers) {
            readAll();
            decider.join();
            sender.join();
        } finally {
            if (failure == null && (decider.isAlive() || sender.isAlive())) {
                failure = new IOException("The stream broke off");
            }
            decider.join();
            sender.join();
        }
        if (failure != null) {
            throw new IOException("The stream broke off", failure);
        }
    }

    private Thread start(String name, Runnable work) {
        Thread thread = new Thread(Correlation.carried(work), name);
        thread.start();
        return thread;
    }

    private void readAll() throws IOException, InterruptedException {
        for (Item<T> item = lines.next(); item != null && failure == null; item = lines.next()) {
            hand(item);
        }
        hand(end());
    }

    private void hand(Item<T> item) throws InterruptedException {
        while (failure == null && !read.offer(item, 100, TimeUnit.MILLISECONDS)) {
            // The decider is behind; it sets the failure when it gives up.
        }
    }

    @SuppressWarnings("unchecked")
    private Item<T> end() {
        return (Item<T>) END;
    }

    private void decideAll() {
        try {
            boolean more = true;
            while (more && failure == null) {
                List<Item<T>> batch = nextBatch();
                more = batch.isEmpty() || batch.get(batch.size() - 1) != END;
                decide(more ? batch : batch.subList(0, batch.size() - 1));
            }
            if (failure == null) {
                answers.append(line(summary.line()));
                answers.complete();
            }
        } catch (InterruptedException | IOException | RuntimeException e) {
            fail(e);
        }
    }

    private List<Item<T>> nextBatch() throws InterruptedException {
        List<Item<T>> batch = new ArrayList<>(BATCH);
        Item<T> first = read.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            read.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    private void decide(List<Item<T>> batch) throws IOException {
        List<T> sound = batch.stream().filter(item -> item.fault() == null).map(Item::value).toList();
        List<TransactionResult> results = List.of();
        if (!sound.isEmpty()) {
            Answer<Results> answer = run.apply(sound);
            results = answer.result().results();
            summary.reached(answer.consistency());
        }
        int next = 0;
        for (Item<T> item : batch) {
            TransactionResult result =
                    item.fault() != null ? item.fault() : results.get(next++).at(item.line());
            summary.count(result);
            answers.append(line(result));
        }
    }

    private byte[] line(Object value) {
        byte[] text = json.writeValueAsBytes(value);
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    private void sendAll(OutputStream out) {
        try {
            for (byte[] bytes = answers.take(); bytes != null; bytes = answers.take()) {
                out.write(bytes);
                if (answers.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        failure = cause;
        answers.abandon();
    }
}
