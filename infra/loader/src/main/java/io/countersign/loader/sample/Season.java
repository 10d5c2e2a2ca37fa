package io.countersign.loader.sample;

import java.time.Month;

/** How much busier or quieter a month is than the average, in percent, January first. */
enum Season {
    STEADY(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100),
    GROWING(30, 40, 120, 200, 210, 170, 120, 90, 110, 70, 30, 10),
    SUMMER(50, 60, 80, 100, 120, 160, 180, 170, 110, 80, 50, 40),
    HOLIDAYS(60, 80, 80, 90, 90, 90, 80, 80, 90, 110, 160, 190),
    COLD(180, 170, 140, 90, 60, 40, 40, 40, 60, 100, 130, 150);

    private final int[] percent;

    Season(int... percent) {
        this.percent = percent;
    }

    int percentIn(Month month) {
        return percent[month.ordinal()];
    }
}
