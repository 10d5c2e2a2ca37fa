package io.countersign.query.metrics;

import java.math.BigDecimal;

/** Figures of the present, independent of the window: the review backlog and the spend on language models this month. */
record CurrentFigures(long backlog, BigDecimal spend, BigDecimal cap, boolean fallback) {}
