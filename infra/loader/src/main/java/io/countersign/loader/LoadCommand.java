package io.countersign.loader;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Loads data sets one after the other, then downloads the audit log. Progress and errors go to standard error. */
@Command(
        name = "countersign-loader",
        sortOptions = false,
        description =
                "Loads bank transactions into a running Countersign: creates the tenants, imports the earlier part of"
                        + " each as history, submits the later part for decision, and downloads the audit log.",
        footer = {
            "",
            "Loading the same data again is safe: existing transactions are reported as duplicates.",
            "Exit codes: 0 success, 1 something failed or rows were refused, 2 wrong usage."
        })
final class LoadCommand implements Callable<Integer> {

    @Mixin
    private LoadOptions options;

    @Spec
    private CommandSpec spec;

    private final Environment environment;

    LoadCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws LoadFailure {
        options.check();
        List<DataSetSource> sources = DataSetSource.choose(options.files, environment.workingDirectory());
        var credentials = Credentials.choose(
                options.token, options.email, options.password, environment.environment(), environment.prompt());
        var retry = new Retry(environment.pause(), err()::println);
        try (var http = new Http(options.url)) {
            var countersign = new CountersignClient(http);
            var user = credentials.signIn(countersign, retry, options.url.toString());
            err().printf(Locale.ROOT, "Loading into %s as %s (%s).%n", options.url, user.email(), user.role());
            return run(sources, countersign, retry);
        }
    }

    private int run(List<DataSetSource> sources, CountersignClient countersign, Retry retry) throws LoadFailure {
        var plan = new DataSetLoad.Plan(options.tier, options.historyShare, options.propose, options.mine);
        var load = new DataSetLoad(countersign, retry, environment.progress(), plan);
        var reports = new ArrayList<DataSetReport>();
        for (DataSetSource source : sources) {
            err().println(source.dataSetName());
            var report = load.run(dataSet(source), tenantIds(source));
            report.print(out());
            out().flush();
            reports.add(report);
        }
        var downloaded = new AuditExport(countersign, retry, environment.progress())
                .to(environment.workingDirectory().resolve(options.export));
        out().printf(
                        Locale.ROOT,
                        "%s: %,d rows, %,d bytes, %s%n",
                        options.export,
                        downloaded.rows(),
                        downloaded.bytes(),
                        Speed.of(downloaded.rows(), downloaded.took()));
        checkComplete(downloaded, reports);
        return reports.stream().allMatch(DataSetReport::isSuccess) ? 0 : 1;
    }

    private DataSet dataSet(DataSetSource source) throws LoadFailure {
        var set = new DataSet(source.dataSetName(), source.read());
        if (options.tenants != null) set = set.ofLargestTenants(options.tenants);
        return options.limit == null ? set : set.first(options.limit);
    }

    private TenantIds tenantIds(DataSetSource source) {
        return new TenantIds(options.prefix == null ? source.dataSetName() : options.prefix);
    }

    private static void checkComplete(AuditExport.Downloaded downloaded, List<DataSetReport> reports)
            throws LoadFailure {
        long added = reports.stream().mapToLong(DataSetReport::added).sum();
        if (downloaded.rows() < added) {
            throw new LoadFailure("The export has only %s rows, but this load added %s transactions."
                    .formatted(downloaded.rows(), added));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
