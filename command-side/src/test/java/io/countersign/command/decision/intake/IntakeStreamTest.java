package io.countersign.command.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.decision.ResultStatus;
import io.countersign.command.decision.TransactionResult;
import io.countersign.command.decision.TransactionResults;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.platform.server.LongLivedConnection;
import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.DelegatingServletOutputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class IntakeStreamTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Every third line is faulty. */
    private static StreamItems<String> lines(int count) {
        Iterator<StreamItem<String>> items = IntStream.rangeClosed(1, count)
                .mapToObj(i -> i % 3 == 0 ? LineFaults.<String>malformed(i, "third") : StreamItem.of(i, "txn-" + i))
                .iterator();
        return () -> items.hasNext() ? items.next() : null;
    }

    private static CommandAnswer<TransactionResults> decided(List<String> batch) {
        return new CommandAnswer<>(
                new TransactionResults(
                        batch.stream().map(IntakeStreamTest::result).toList()),
                "token-of-" + batch.get(batch.size() - 1),
                false);
    }

    private static TransactionResult result(String txn) {
        return new TransactionResult(
                null,
                txn,
                "reviewed",
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                ResultStatus.DECIDED,
                null,
                null);
    }

    private static IntakeStream<String> stream(
            StreamItems<String> lines, Function<List<String>, CommandAnswer<TransactionResults>> run)
            throws IOException {
        return stream(lines, items -> items, run, Duration.ofSeconds(60), new ResultSpool.Room(1 << 26, 1 << 29));
    }

    private static IntakeStream<String> stream(
            StreamItems<String> lines,
            UnaryOperator<List<StreamItem<String>>> access,
            Function<List<String>, CommandAnswer<TransactionResults>> run,
            Duration silence,
            ResultSpool.Room room)
            throws IOException {
        LongLivedConnection connection = LongLivedConnection.takeOver(new MockHttpServletRequest());
        return new IntakeStream<>(
                lines, new StreamInput(connection), access, run, connection, new ResultSpool(room), silence, JSON);
    }

    private static List<JsonNode> serve(
            StreamItems<String> lines, Function<List<String>, CommandAnswer<TransactionResults>> run) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        stream(lines, run).serve(response);
        assertThat(response.getContentType()).startsWith("application/x-ndjson");
        return response.getContentAsString().lines().map(JSON::readTree).toList();
    }

    @Test
    void every_line_is_answered_in_order_and_the_summary_counts_them() throws Exception {
        List<Integer> batches = new ArrayList<>();
        List<JsonNode> answers = serve(lines(5_000), batch -> {
            batches.add(batch.size());
            return decided(batch);
        });

        assertThat(answers).hasSize(5_001);
        for (int i = 1; i <= 5_000; i++) {
            JsonNode answer = answers.get(i - 1);
            assertThat(answer.get("line").intValue()).isEqualTo(i);
            assertThat(answer.get("status").stringValue()).isEqualTo(i % 3 == 0 ? "invalid" : "decided");
        }
        JsonNode summary = answers.get(5_000).get("summary");
        assertThat(summary.get("lines").intValue()).isEqualTo(5_000);
        assertThat(summary.get("decided").intValue()).isEqualTo(3_334);
        assertThat(summary.get("reviewed").intValue()).isEqualTo(3_334);
        assertThat(summary.get("invalid").intValue()).isEqualTo(1_666);
        assertThat(summary.get("consistency").stringValue()).isEqualTo("token-of-txn-5000");
        assertThat(batches).allMatch(size -> size <= IntakeStream.BATCH);
    }

    @Test
    void an_empty_stream_has_a_summary_of_nothing() throws Exception {
        List<JsonNode> answers = serve(lines(0), IntakeStreamTest::decided);

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).get("summary").get("lines").intValue()).isZero();
    }

    @Test
    void a_line_is_answered_before_the_next_one_comes() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        StreamItems<String> waiting = () -> {
            switch (read.incrementAndGet()) {
                case 1 -> {
                    return StreamItem.of(1, "txn-1");
                }
                case 2 -> {
                    await(answered);
                    return StreamItem.of(2, "txn-2");
                }
                default -> {
                    return null;
                }
            }
        };
        List<JsonNode> answers = serve(waiting, batch -> {
            answered.countDown();
            return decided(batch);
        });

        assertThat(answers).hasSize(3);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void a_failure_midway_breaks_the_transfer_off_without_a_summary() throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        AtomicInteger batches = new AtomicInteger();
        IntakeStream<String> stream = stream(lines(10_000), batch -> {
            if (batches.incrementAndGet() == 3) {
                throw new IllegalStateException("the database has gone");
            }
            return decided(batch);
        });

        assertThatThrownBy(() -> stream.serve(response))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("the database has gone");
        assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                .doesNotContain("summary");
    }

    @Test
    void a_client_that_breaks_off_while_sending_ends_the_stream() {
        Iterator<StreamItem<String>> some = IntStream.rangeClosed(1, 3_000)
                .mapToObj(i -> StreamItem.of(i, "txn-" + i))
                .iterator();
        StreamItems<String> broken = () -> {
            if (!some.hasNext()) {
                throw new IOException("connection reset");
            }
            return some.next();
        };

        assertThatThrownBy(() -> stream(broken, IntakeStreamTest::decided).serve(new MockHttpServletResponse()))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void an_error_midway_ends_the_stream_too() throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        IntakeStream<String> stream = stream(lines(10_000), batch -> {
            throw new StackOverflowError("too deep");
        });

        assertThatThrownBy(() -> stream.serve(response))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("too deep");
        assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                .doesNotContain("summary");
    }

    @Test
    void an_error_while_answers_are_sent_ends_the_stream_too() {
        MockHttpServletResponse response = new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return new DelegatingServletOutputStream(new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new StackOverflowError("too deep");
                    }
                });
            }
        };

        assertThatThrownBy(
                        () -> stream(lines(10_000), IntakeStreamTest::decided).serve(response))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("too deep");
    }

    @Test
    void a_caller_who_loses_access_has_no_further_line_run_and_is_told() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<String> run = new CopyOnWriteArrayList<>();
        MockHttpServletResponse response = new MockHttpServletResponse();
        stream(
                        lines(10_000),
                        items -> {
                            if (asked.incrementAndGet() > 2) {
                                throw ErrorCode.FORBIDDEN.because("The role auditor may not do this");
                            }
                            return items;
                        },
                        batch -> {
                            run.addAll(batch);
                            return decided(batch);
                        },
                        Duration.ofSeconds(60),
                        new ResultSpool.Room(1 << 26, 1 << 29))
                .serve(response);

        List<JsonNode> answers =
                response.getContentAsString().lines().map(JSON::readTree).toList();
        JsonNode last = answers.get(answers.size() - 1);
        assertThat(last.get("code").stringValue()).isEqualTo("forbidden");
        assertThat(last.get("status").stringValue()).isEqualTo("forbidden");
        assertThat(last.get("lines").intValue()).isEqualTo(answers.size() - 1).isLessThan(10_000);
        assertThat(answers.stream()
                        .filter(answer -> answer.path("status").asString().equals("decided")))
                .hasSameSizeAs(run);
    }

    @Test
    void a_silent_client_is_told_and_has_what_it_sent_before_answered() throws Exception {
        Iterator<StreamItem<String>> some = List.of(StreamItem.of(1, "txn-1")).iterator();
        MockHttpServletResponse response = new MockHttpServletResponse();
        StreamItems<String> silent = () -> {
            if (some.hasNext()) {
                return some.next();
            }
            Awaitility.await()
                    .until(() -> new String(response.getContentAsByteArray(), StandardCharsets.UTF_8)
                            .contains("stream_idle"));
            return null;
        };
        stream(
                        silent,
                        items -> items,
                        IntakeStreamTest::decided,
                        Duration.ofMillis(200),
                        new ResultSpool.Room(1 << 26, 1 << 29))
                .serve(response);

        List<JsonNode> answers =
                response.getContentAsString().lines().map(JSON::readTree).toList();
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).get("status").stringValue()).isEqualTo("decided");
        assertThat(answers.get(1).get("code").stringValue()).isEqualTo("stream_idle");
    }
}
