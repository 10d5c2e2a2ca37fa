package io.countersign.standalone.support;

import io.countersign.testkit.Scan;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Where programs under test keep their events; their tables are in a database of PostgreSQL's in any case. */
public interface TestStore {
    /** The options that tell a program so. */
    String[] options();

    /** Each event's aggregate and short type, in their order. */
    List<String> events(DataSource database) throws Exception;

    /** How often each is among them. */
    static Map<String, Long> counted(Stream<String> events) {
        return events.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** As {@link Scan#differences}; and that each event has its position. */
    List<String> differences(List<Scan> scans, DataSource database) throws Exception;
}
