package io.countersign.mover;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a progress bar with events per second on standard error. */
final class ProgressBars implements Progress {
    private static final int MILLIS_BETWEEN_DRAWINGS = 250;

    @Override
    public Step begin(String task, long from, long to) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .startsFrom(from, Duration.ZERO)
                .setInitialMax(to)
                .setUnit(" events", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
                .build();
        return new Step() {
            @Override
            public void reach(long position) {
                bar.stepTo(position);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
