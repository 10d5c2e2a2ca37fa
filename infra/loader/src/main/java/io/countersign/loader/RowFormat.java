package io.countersign.loader;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** How rows are written into a request. */
interface RowFormat {

    String contentType();

    void write(List<Row> rows, Writer out) throws IOException;
}
