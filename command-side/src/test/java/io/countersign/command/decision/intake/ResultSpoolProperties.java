package io.countersign.command.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ResultSpoolProperties {
    private static final long ROOM = 64L << 20;
    private static final byte[] END = {'e', 'n', 'd'};

    private static byte[] filled(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Each number is a length to append, or, where negative, how often to take. */
    @Property(tries = 60)
    void what_goes_in_comes_out_in_order_in_memory_and_past_it(
            @ForAll @Size(max = 60) List<@IntRange(min = -40, max = 200_000) Integer> steps) throws Exception {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ResultSpool spool = new ResultSpool(new ResultSpool.Room(ROOM, ROOM))) {
            for (int step : steps) {
                if (step >= 0) {
                    byte[] bytes = filled(step + 1, step);
                    assertThat(spool.append(bytes)).isTrue();
                    in.write(bytes);
                }
                for (int i = step; i < 0 && !spool.isEmpty(); i++) {
                    out.write(spool.take());
                }
            }
            spool.complete(END);
            in.write(END);
            for (byte[] bytes = spool.take(); bytes != null; bytes = spool.take()) {
                out.write(bytes);
            }
            assertThat(spool.isEmpty()).isTrue();
        }
        assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
    }

    @Example
    void a_writer_far_ahead_of_its_reader_loses_nothing() throws Exception {
        int lines = 200_000;
        try (ResultSpool spool = new ResultSpool(new ResultSpool.Room(ROOM, ROOM))) {
            CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(() -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    for (byte[] bytes = spool.take(); bytes != null; bytes = spool.take()) {
                        out.write(bytes);
                    }
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return out.toByteArray();
            });
            ByteArrayOutputStream in = new ByteArrayOutputStream();
            for (int i = 0; i < lines; i++) {
                byte[] line = ("{\"line\":" + i + "}\n").getBytes(StandardCharsets.UTF_8);
                in.write(line);
                spool.append(line);
            }
            spool.complete(END);
            in.write(END);
            assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(in.toByteArray());
        }
    }

    @Example
    void a_reader_that_has_gone_makes_appending_fail_and_taking_end() throws Exception {
        try (ResultSpool spool = new ResultSpool(new ResultSpool.Room(ROOM, ROOM))) {
            spool.abandon();

            assertThatThrownBy(() -> spool.append(new byte[1])).isInstanceOf(IOException.class);
            assertThat(spool.take()).isNull();
        }
    }

    /** The file is written round and round: what is taken makes room, and the file stays as long as the room. */
    @Property(tries = 40)
    void takes_as_much_as_there_is_room_for_and_loses_none_of_it(
            @ForAll @Size(max = 200) List<@IntRange(min = -40, max = 300_000) Integer> steps) throws Exception {
        long room = 1_000_003;
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ResultSpool spool = new ResultSpool(new ResultSpool.Room(room, 10 * room))) {
            for (int step : steps) {
                if (step >= 0) {
                    byte[] bytes = filled(step + 1, step);
                    if (spool.append(bytes)) {
                        in.write(bytes);
                    } else {
                        assertThat(in.size() - out.size() + bytes.length).isGreaterThan((int) room);
                    }
                }
                for (int i = step; i < 0 && !spool.isEmpty(); i++) {
                    out.write(spool.take());
                }
                assertThat(in.size() - out.size()).isLessThanOrEqualTo((int) room + (1 << 20));
            }
            spool.complete(END);
            in.write(END);
            for (byte[] bytes = spool.take(); bytes != null; bytes = spool.take()) {
                out.write(bytes);
            }
        }
        assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
    }

    @Example
    void shares_the_room_for_all_and_gives_back_what_a_stream_had() throws Exception {
        ResultSpool.Room room = new ResultSpool.Room(4 << 20, 5 << 20);
        byte[] megabyte = new byte[1 << 20];
        try (ResultSpool other = new ResultSpool(room)) {
            try (ResultSpool first = new ResultSpool(room)) {
                assertThat(appended(first, megabyte))
                        .as("one in memory, four on disk")
                        .isEqualTo(5);
                assertThat(appended(other, megabyte))
                        .as("one in memory, the fifth of all on disk")
                        .isEqualTo(2);
            }
            assertThat(appended(other, megabyte)).as("the room of the first").isEqualTo(3);
        }
    }

    private static int appended(ResultSpool spool, byte[] bytes) throws IOException {
        int times = 0;
        while (spool.append(bytes)) {
            times++;
        }
        return times;
    }
}
