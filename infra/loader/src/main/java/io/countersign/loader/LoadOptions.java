package io.countersign.loader;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line options. */
final class LoadOptions {

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "The address of the service (${DEFAULT-VALUE}).")
    URI url;

    @Option(names = "--email", description = "An owner's e-mail address.")
    String email;

    @Option(
            names = "--password",
            description = "The password; otherwise COUNTERSIGN_PASSWORD, otherwise a prompt at the terminal.")
    String password;

    @Option(names = "--token", description = "A token instead of e-mail and password; also COUNTERSIGN_TOKEN.")
    String token;

    @Option(
            names = "--history-share",
            defaultValue = "0.75",
            description =
                    "The share of each tenant's transactions, earliest first, that is history (${DEFAULT-VALUE}).")
    BigDecimal historyShare;

    @Option(
            names = "--tier",
            defaultValue = "pro",
            description = "The tier of new tenants: starter, pro or firm (${DEFAULT-VALUE}).")
    String tier;

    @Option(names = "--tenants", paramLabel = "N", description = "Only the N tenants with the most transactions.")
    Integer tenants;

    @Option(names = "--limit", paramLabel = "ROWS", description = "Only the earliest ROWS of each data set.")
    Integer limit;

    @Option(
            names = "--prefix",
            description =
                    "A prefix for every tenant id, followed by a hyphen; none if empty (default: the data set's name).")
    String prefix;

    @Option(
            names = "--propose",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Propose each vendor's most common account in the history for the later part (on by default).")
    boolean propose;

    @Option(
            names = "--mine",
            description =
                    "Mine the history of each tenant and of all together, accept every rule found, and have the later"
                            + " part decided by these rules only, without proposals.")
    boolean mine;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            defaultValue = "audit.csv",
            description = "The file for the audit log (${DEFAULT-VALUE}).")
    Path export;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Parameters(
            paramLabel = "DATA",
            description =
                    "CSV, also gzipped, with the header txn_id,tenant,date,vendor,amount,currency,account,department."
                            + " Without any: ../shared/data/*.csv.gz, or else the data set that this program ships.")
    List<Path> files = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Checks what picocli does not check. */
    void check() {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        require(isHttp && url.getHost() != null, "--url must be an http or https address, not " + url);
        require(
                historyShare.signum() >= 0 && historyShare.compareTo(BigDecimal.ONE) <= 0,
                "--history-share must be from 0 to 1, not " + historyShare);
        require(tenants == null || tenants > 0, "--tenants must be 1 or more, not " + tenants);
        require(limit == null || limit > 0, "--limit must be 1 or more, not " + limit);
    }

    private void require(boolean holds, String sentence) {
        if (!holds) throw new ParameterException(spec.commandLine(), sentence);
    }
}
