package io.countersign.standalone;

import io.countersign.testkit.Scan;
import java.util.List;
import javax.sql.DataSource;

/** Where programs under test keep their events; their tables are in a database of PostgreSQL's in any case. */
interface TestStore {
    /** The options that tell a program so. */
    String[] options();

    /** Each event's aggregate and short type, in their order. */
    List<String> events(DataSource database) throws Exception;

    /** As {@link Scan#differences}; and that each event has its position. */
    List<String> differences(List<Scan> scans, DataSource database) throws Exception;
}
