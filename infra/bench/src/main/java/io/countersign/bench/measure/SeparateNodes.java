package io.countersign.bench.measure;

import io.countersign.bench.http.Client;
import io.countersign.bench.system.CpuTime;
import io.countersign.bench.system.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several programs of each side on the database of the all-in-one program, which must be stopped. */
final class SeparateNodes implements AutoCloseable {
    private static final Path COMMAND_SIDE = Path.of("command-side/target/command-side.jar");
    private static final Path QUERY_SIDE = Path.of("query-side/target/query-side.jar");
    private static final List<String> SMALL = List.of("-Xmx512m", "-Dcountersign.database.pool-size=20");

    private final List<Program> commandSides = new ArrayList<>();
    private final List<Program> querySides = new ArrayList<>();

    private SeparateNodes() {}

    static SeparateNodes start(Workbench bench, int nodes) throws IOException, InterruptedException {
        SeparateNodes cluster = new SeparateNodes();
        try {
            for (int i = 0; i < nodes; i++) {
                cluster.add(bench);
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void add(Workbench bench) throws IOException, InterruptedException {
        Program command = bench.program().beside(COMMAND_SIDE);
        commandSides.add(command);
        command.start(SMALL);
        Program query = bench.program().beside(QUERY_SIDE);
        querySides.add(query);
        List<String> options = new ArrayList<>(SMALL);
        options.add("-Dcountersign.command-side.url=http://127.0.0.1:" + command.port());
        query.start(options, command.client());
    }

    List<Client> commands() {
        return commandSides.stream().map(Program::client).toList();
    }

    Client queries() {
        return querySides.get(0).client();
    }

    /** The CPU time used so far by all programs and their database. */
    CpuTime cpu() throws IOException, InterruptedException {
        CpuTime all = commandSides.get(0).cpu();
        for (Program program : commandSides.subList(1, commandSides.size())) {
            all = all.with(program.cpu());
        }
        for (Program program : querySides) {
            all = all.with(program.cpu());
        }
        return all;
    }

    @Override
    public void close() {
        querySides.forEach(Program::close);
        commandSides.forEach(Program::close);
    }
}
