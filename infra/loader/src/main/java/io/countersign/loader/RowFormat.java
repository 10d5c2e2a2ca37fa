package io.countersign.loader;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes rows into the body of a request. */
interface RowFormat {

    String contentType();

    void write(List<Row> rows, Writer out) throws IOException;
}
