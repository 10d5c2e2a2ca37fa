package io.countersign.command.decision.intake;

import io.countersign.command.decision.TransactionResult;
import io.countersign.command.decision.TransactionResults;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.platform.server.LongLivedConnection;
import io.countersign.platform.web.Correlation;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A streamed request, handled by three threads: one reads lines, one runs what has been read in batches, one sends results in
 * order. Batches grow with the load, and a single line waits for nothing. Results are NDJSON. If running fails midway the
 * response breaks off, and the client may send the same stream again.
 */
final class IntakeStream<T> {
    static final int BATCH = 1_000;
    private static final StreamItem<?> END = new StreamItem<>(0, null, null);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final StreamItems<T> lines;
    private final StreamInput input;
    private final UnaryOperator<List<StreamItem<T>>> access;
    private final Function<List<T>, CommandAnswer<TransactionResults>> run;
    private final LongLivedConnection connection;
    private final ResultSpool answers;
    private final Duration silence;
    private final JsonMapper json;
    private final BlockingQueue<StreamItem<T>> read = new ArrayBlockingQueue<>(2 * BATCH);
    private final CountDownLatch reading = new CountDownLatch(1);
    private final StreamSummary summary = new StreamSummary();
    private volatile Throwable failure;
    private volatile long sent = System.nanoTime();

    /**
     * @param input   where the lines come from
     * @param access  see {@link StreamPermission#admit}
     * @param silence how long the client may send nothing, or read nothing after the end
     */
    IntakeStream(
            StreamItems<T> lines,
            StreamInput input,
            UnaryOperator<List<StreamItem<T>>> access,
            Function<List<T>, CommandAnswer<TransactionResults>> run,
            LongLivedConnection connection,
            ResultSpool answers,
            Duration silence,
            JsonMapper json) {
        this.lines = lines;
        this.input = input;
        this.access = access;
        this.run = run;
        this.connection = connection;
        this.answers = answers;
        this.silence = silence;
        this.json = json;
    }

    /** Serves the request; returns when the last answer is sent. */
    void serve(HttpServletResponse response) throws IOException, InterruptedException {
        response.setContentType("application/x-ndjson");
        OutputStream out = response.getOutputStream();
        try (answers) {
            Thread sender = start("intake-sender", () -> sendAll(out));
            Thread decider = start("intake-decider", () -> decideAll(sender));
            try {
                readAll();
            } catch (Throwable e) {
                failUnlessEnded(e);
            } finally {
                reading.countDown();
            }
            decider.join();
            sender.join();
        }
        if (failure != null) {
            if (response.isCommitted()) {
                connection.breakOff();
            }
            throw failure instanceof IOException broken ? broken : new IOException("The stream broke off", failure);
        }
        if (input.isEnded()) {
            out.close();
            connection.closeAfterAnswer();
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(Correlation.carried(work), name);
        thread.start();
        return thread;
    }

    private void readAll() throws IOException, InterruptedException {
        for (StreamItem<T> item = lines.next(); item != null && goesOn(); item = lines.next()) {
            hand(item);
        }
        hand(end());
        if (input.isEnded()) {
            input.discard();
        }
    }

    private boolean goesOn() {
        return failure == null && !input.isEnded();
    }

    private void hand(StreamItem<T> item) throws InterruptedException {
        while (goesOn() && !read.offer(item, 100, TimeUnit.MILLISECONDS)) {
            // The decider is behind; it says when it gives up.
        }
    }

    @SuppressWarnings("unchecked")
    private StreamItem<T> end() {
        return (StreamItem<T>) END;
    }

    private void decideAll(Thread sender) {
        try {
            Refusal end = decideToTheEnd();
            if (failure == null) {
                answers.complete(line(end == null ? summary.line() : summary.endedBy(end)));
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            release(sender);
        }
    }

    /** Why the stream ended before its last line; null if it didn't. */
    @SuppressWarnings("ReferenceEquality") // END is no item that a client sent.
    private Refusal decideToTheEnd() throws IOException, InterruptedException {
        boolean more = true;
        while (more && failure == null) {
            List<StreamItem<T>> batch = nextBatch();
            more = batch.isEmpty() || batch.get(batch.size() - 1) != END;
            Refusal end = decide(more ? batch : batch.subList(0, batch.size() - 1));
            if (end == null && batch.isEmpty() && input.isSilentFor(silence)) {
                end = ErrorCode.STREAM_IDLE.because("Nothing has come for %s s".formatted(silence.toSeconds()));
            }
            if (end != null) {
                input.end();
                return end;
            }
        }
        return null;
    }

    private List<StreamItem<T>> nextBatch() throws InterruptedException {
        List<StreamItem<T>> batch = new ArrayList<>(BATCH);
        StreamItem<T> first = read.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            read.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    /** Why the stream may not go on; null if it may. */
    private Refusal decide(List<StreamItem<T>> batch) throws IOException {
        List<StreamItem<T>> admitted;
        try {
            admitted = access.apply(batch);
        } catch (Refusal refusal) {
            return refusal;
        }
        List<T> sound = admitted.stream()
                .filter(item -> item.fault() == null)
                .map(StreamItem::value)
                .toList();
        List<TransactionResult> results = List.of();
        if (!sound.isEmpty()) {
            CommandAnswer<TransactionResults> answer = run.apply(sound);
            results = answer.result().results();
            summary.reached(answer.consistency());
        }
        return append(admitted, results);
    }

    private Refusal append(List<StreamItem<T>> batch, List<TransactionResult> results) throws IOException {
        long unanswered = 0;
        int next = 0;
        for (StreamItem<T> item : batch) {
            TransactionResult result =
                    item.fault() != null ? item.fault() : results.get(next++).at(item.line());
            summary.count(result);
            if (unanswered > 0 || !answers.append(line(result))) {
                unanswered++;
            }
        }
        return unanswered == 0
                ? null
                : ErrorCode.ANSWERS_UNREAD.because(
                        "Too many answers wait to be read; the last %s lines were handled and have no answer"
                                .formatted(unanswered));
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
                sent = System.nanoTime();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Lets the client read its answers for as long as it does, and ends what still waits for it then. */
    private void release(Thread sender) {
        sent = System.nanoTime();
        try {
            while (sender.isAlive()) {
                sender.join(100);
                Duration patience = failure == null ? silence : FAREWELL;
                if (sender.isAlive() && System.nanoTime() - sent > patience.toNanos()) {
                    fail(new IOException("The client doesn't read the answers"));
                    connection.breakOff();
                    return;
                }
            }
            if (!reading.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                connection.stopReading();
            }
        } catch (InterruptedException e) {
            connection.breakOff();
        }
    }

    private void failUnlessEnded(Throwable cause) {
        if (!input.isEnded()) {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        answers.abandon();
    }
}
