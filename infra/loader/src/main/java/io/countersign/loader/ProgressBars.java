package io.countersign.loader;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a progress bar with rows per second on standard error. */
final class ProgressBars implements Progress {

    private static final int MILLIS_BETWEEN_DRAWINGS = 250;

    @Override
    public Step begin(String task, long max) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setUnit(" rows", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
                .build();
        return new Step() {
            @Override
            public void advance() {
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
