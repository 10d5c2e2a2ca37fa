package io.countersign.query.metrics;

import java.math.BigDecimal;

/** How things are at present, whatever the window: what waits for a person, and what was spent on language models. */
record Present(long backlog, BigDecimal spend, BigDecimal cap, boolean fallback) {}
