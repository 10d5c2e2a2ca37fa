package io.countersign.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time used by the program and PostgreSQL in seconds. Unlike elapsed time it hardly depends on other load of the machine.
 */
public record CpuTime(double program, double postgres) {
    /** In /proc a clock tick is 10 ms on every Linux that PostgreSQL comes with here (proc_pid_stat(5), USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    static CpuTime of(ProcessHandle program, ProcessHandle postmaster) {
        double postgres = own(postmaster.pid(), true)
                + postmaster.descendants().mapToDouble(p -> own(p.pid(), false)).sum();
        return new CpuTime(own(program.pid(), false), postgres);
    }

    /** @param ended whether to include ended child processes */
    private static double own(long pid, boolean ended) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return (ended ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks) / TICKS_PER_SECOND;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The sum of two programs on one PostgreSQL. */
    public CpuTime with(CpuTime another) {
        return new CpuTime(program + another.program, postgres);
    }

    public CpuTime since(CpuTime before) {
        return new CpuTime(program - before.program, postgres - before.postgres);
    }

    /** The CPU time per item, such as {@code CPU each: program 85 µs, PostgreSQL 40 µs}. */
    public String each(long count) {
        return "CPU each: program %,.0f µs, PostgreSQL %,.0f µs"
                .formatted(program * 1e6 / count, postgres * 1e6 / count);
    }
}
