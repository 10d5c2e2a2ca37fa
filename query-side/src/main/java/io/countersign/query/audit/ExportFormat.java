package io.countersign.query.audit;

/** The formats of an export, with the COPY command of each. */
enum ExportFormat {
    CSV("csv", "text/csv; charset=utf-8", 1) {
        @Override
        String copy(String conditions) {
            return csv(EntryColumns.CSV_COLUMNS, conditions);
        }
    },
    FULL_CSV("csv", "text/csv; charset=utf-8", 1) {
        @Override
        String copy(String conditions) {
            return csv(EntryColumns.FULL_CSV_COLUMNS, conditions);
        }
    },
    JSONL("jsonl", "application/x-ndjson", 0) {
        @Override
        String copy(String conditions) {
            // JSON contains neither of these two characters, so COPY does not change the lines.
            return """
                    copy (
                    select row_to_json(line)::text
                    from (select %s
                          from read_model.audit_entry
                          where %s) as line
                    order by line.position
                    ) to stdout with (format csv, delimiter E'\\x01', quote E'\\x02')
                    """.formatted(EntryColumns.JSON_FIELDS, conditions);
        }
    };

    private final String extension;
    private final String contentType;
    private final int headerLines;

    ExportFormat(String extension, String contentType, int headerLines) {
        this.extension = extension;
        this.contentType = contentType;
        this.headerLines = headerLines;
    }

    /** The COPY command for the entries that match the conditions, oldest first, one line each. */
    abstract String copy(String conditions);

    String extension() {
        return extension;
    }

    String contentType() {
        return contentType;
    }

    /** The number of output lines before the first entry. */
    int headerLines() {
        return headerLines;
    }

    private static String csv(String columns, String conditions) {
        return """
                copy (
                select %s
                from read_model.audit_entry
                where %s
                order by audit_entry.position
                ) to stdout with (format csv, header)
                """.formatted(columns, conditions);
    }
}
