package io.countersign.query.audit;

/** What an export looks like, and the COPY that makes it. */
enum ExportForm {
    CSV("csv", "text/csv; charset=utf-8", 1) {
        @Override
        String copy(String conditions) {
            return csv(EntryForm.CSV_COLUMNS, conditions);
        }
    },
    FULL_CSV("csv", "text/csv; charset=utf-8", 1) {
        @Override
        String copy(String conditions) {
            return csv(EntryForm.FULL_CSV_COLUMNS, conditions);
        }
    },
    JSONL("jsonl", "application/x-ndjson", 0) {
        @Override
        String copy(String conditions) {
            // JSON has neither of these two characters, so COPY leaves each line as it is.
            return """
                    copy (
                    select row_to_json(line)::text
                    from (select %s
                          from read_model.audit_entry
                          where %s) as line
                    order by line.position
                    ) to stdout with (format csv, delimiter E'\\x01', quote E'\\x02')
                    """.formatted(EntryForm.JSON_FIELDS, conditions);
        }
    };

    private final String extension;
    private final String contentType;
    private final int headerLines;

    ExportForm(String extension, String contentType, int headerLines) {
        this.extension = extension;
        this.contentType = contentType;
        this.headerLines = headerLines;
    }

    /** The command for the entries that meet the conditions, oldest first; each row of its output is one line. */
    abstract String copy(String conditions);

    String extension() {
        return extension;
    }

    String contentType() {
        return contentType;
    }

    /** How many rows of the output come before the first entry. */
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
