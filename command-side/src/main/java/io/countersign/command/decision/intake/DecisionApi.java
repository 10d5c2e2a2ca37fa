package io.countersign.command.decision.intake;

import io.countersign.command.decision.Booking;
import io.countersign.command.decision.DecideTransactions;
import io.countersign.command.decision.ImportTransactions;
import io.countersign.command.decision.Submission;
import io.countersign.command.decision.TenantTransaction;
import io.countersign.command.decision.TransactionResult;
import io.countersign.command.decision.TransactionResults;
import io.countersign.command.decision.memory.DecisionMemory;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.platform.limits.ConcurrencyLimit;
import io.countersign.platform.limits.LimitProperties;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.server.LongLivedConnection;
import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag(name = "Decisions")
@RestController
class DecisionApi {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String LINES =
            "One transaction a line, of any number and any tenants, answered line by line; the last"
                    + " line of the answer is a summary, or a problem with a code if the service ended the stream";
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Commands commands;
    private final DecisionMemory memory;
    private final JsonMapper json;
    private final ConcurrencyLimit streams;
    private final ResultSpool.Room unreadAnswers;
    private final Duration silence;

    DecisionApi(Commands commands, DecisionMemory memory, JsonMapper json, LimitProperties limits) {
        this.commands = commands;
        this.memory = memory;
        this.json = json;
        this.streams = new ConcurrencyLimit(limits.streams(), ErrorCode.TOO_MANY_STREAMS, "streams", WAIT);
        this.unreadAnswers = new ResultSpool.Room(
                limits.streamAnswers().toBytes(), limits.allAnswers().toBytes());
        this.silence = limits.streamSilence();
    }

    @Operation(summary = "Submit transactions of a tenant for decision")
    @PostMapping(value = "/api/decisions", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<TransactionResult>> decide(@RequestBody TransactionsRequest request, CommandContext context) {
        return answer(
                request, context, Permission.SUBMIT_DECISIONS, TransactionRequest::submission, DecideTransactions::new);
    }

    @Operation(summary = "Import transactions of a tenant that people booked before")
    @PostMapping(value = "/api/decisions/import", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<TransactionResult>> take(@RequestBody TransactionsRequest request, CommandContext context) {
        return answer(
                request, context, Permission.IMPORT_HISTORY, TransactionRequest::booking, ImportTransactions::new);
    }

    @Operation(
            summary = "Submit a stream of transactions for decision",
            description = LINES,
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = {@Content(mediaType = NDJSON), @Content(mediaType = CSV)}),
            responses = @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON)))
    @PostMapping(
            value = "/api/decisions",
            consumes = {NDJSON, CSV})
    void decideStream(HttpServletRequest request, HttpServletResponse response, Caller caller, CurrentCaller later)
            throws IOException, InterruptedException {
        BiFunction<TransactionRequest, TenantId, Submission> meaning =
                isCsv(request) ? TransactionRequest::submissionFromCsv : TransactionRequest::submission;
        stream(request, response, caller, later, Permission.SUBMIT_DECISIONS, meaning, DecideTransactions::new);
    }

    @Operation(
            summary = "Import a stream of transactions that people booked before",
            description = LINES,
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = {@Content(mediaType = NDJSON), @Content(mediaType = CSV)}),
            responses = @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON)))
    @PostMapping(
            value = "/api/decisions/import",
            consumes = {NDJSON, CSV})
    void takeStream(HttpServletRequest request, HttpServletResponse response, Caller caller, CurrentCaller later)
            throws IOException, InterruptedException {
        stream(
                request,
                response,
                caller,
                later,
                Permission.IMPORT_HISTORY,
                TransactionRequest::booking,
                (List<Booking> bookings) -> new ImportTransactions(bookings));
    }

    private <T> ResponseEntity<List<TransactionResult>> answer(
            TransactionsRequest request,
            CommandContext context,
            Permission permission,
            BiFunction<TransactionRequest, TenantId, T> meaning,
            Function<List<T>, Object> command) {
        context.caller().mustHave(permission, request.tenantId());
        memory.mustExist(request.tenantId());
        LineReader<T> reader = new LineReader<>(request.tenantId(), meaning);
        List<StreamItem<T>> items = new ArrayList<>();
        for (JsonNode transaction : request.transactions()) {
            items.add(reader.read(items.size(), transaction));
        }
        List<T> sound = items.stream()
                .filter(item -> item.fault() == null)
                .map(StreamItem::value)
                .toList();
        CommandAnswer<TransactionResults> answer = commands.send(command.apply(sound), context.with(request));
        return CommandResponse.ok(answer).body(inOrder(items, answer.result().results()));
    }

    private static <T> List<TransactionResult> inOrder(List<StreamItem<T>> items, List<TransactionResult> results) {
        List<TransactionResult> all = new ArrayList<>(items.size());
        int next = 0;
        for (StreamItem<T> item : items) {
            all.add(item.fault() != null ? item.fault().withoutLine() : results.get(next++));
        }
        return all;
    }

    private <T extends TenantTransaction> void stream(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            CurrentCaller later,
            Permission permission,
            BiFunction<TransactionRequest, TenantId, T> meaning,
            Function<List<T>, Object> command)
            throws IOException, InterruptedException {
        caller.mustHave(permission);
        try (ConcurrencyLimit.Place place = streams.take(caller.userId());
                LongLivedConnection connection = LongLivedConnection.takeOver(request)) {
            // A CSV's header is read here, while a refusal can still be the answer.
            connection.readTimeout(silence);
            StreamInput input = new StreamInput(connection);
            LineReader<T> reader = new LineReader<>(null, meaning);
            StreamItems<T> lines = isCsv(request) ? new CsvLines<>(input, reader) : new NdjsonLines<>(input, reader);
            connection.readWithoutTimeout();
            new IntakeStream<>(
                            lines,
                            input,
                            new StreamPermission<T>(later, permission)::admit,
                            batch -> commands.sendBatch(command.apply(batch), caller.origin()),
                            connection,
                            new ResultSpool(unreadAnswers),
                            silence,
                            json)
                    .serve(response);
        }
    }

    private static boolean isCsv(HttpServletRequest request) {
        return request.getContentType().toLowerCase(Locale.ROOT).startsWith(CSV);
    }

    record TransactionsRequest(
            @NotNull TenantId tenantId,

            @ArraySchema(schema = @Schema(implementation = TransactionRequest.class)) @NotNull
            List<JsonNode> transactions) {}
}
