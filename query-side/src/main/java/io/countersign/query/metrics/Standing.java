package io.countersign.query.metrics;

import java.math.BigDecimal;

/** How things stand now, whatever the window: what waits for a person, and what was spent on language models. */
record Standing(long backlog, BigDecimal spend, BigDecimal cap, boolean fallback) {}
