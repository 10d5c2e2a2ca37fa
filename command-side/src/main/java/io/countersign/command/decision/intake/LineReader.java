package io.countersign.command.decision.intake;

import io.countersign.command.decision.TransactionResult;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.platform.web.RequestReader;
import io.countersign.policy.TenantId;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads a transaction's JSON into the submission or the import that it asks for. */
final class LineReader<T> {
    private final TenantId onlyTenant;
    private final BiFunction<TransactionRequest, TenantId, T> meaning;

    /** @param onlyTenant that the whole request is for; null if each line names its own */
    LineReader(TenantId onlyTenant, BiFunction<TransactionRequest, TenantId, T> meaning) {
        this.onlyTenant = onlyTenant;
        this.meaning = meaning;
    }

    StreamItem<T> read(long line, JsonNode json) {
        try {
            TransactionRequest request = RequestReader.read(json, TransactionRequest.class);
            return StreamItem.of(line, meaning.apply(request, tenant(request)));
        } catch (Refusal refusal) {
            return StreamItem.faulty(line, fault(textOf(json, "txn_id"), refusal));
        }
    }

    private TenantId tenant(TransactionRequest request) {
        TenantId named = request.tenantId();
        if (onlyTenant != null) {
            if (named != null && !named.equals(onlyTenant)) {
                throw ErrorCode.INVALID_REQUEST.because("tenant_id differs from that of the request");
            }
            return onlyTenant;
        }
        if (named == null) {
            throw ErrorCode.INVALID_REQUEST.because("tenant_id is required");
        }
        return named;
    }

    static TransactionResult fault(String txnId, Refusal refusal) {
        String detail = refusal.errors().isEmpty()
                ? refusal.getMessage()
                : refusal.errors().stream()
                        .map(e -> e.field() + " " + e.message())
                        .collect(Collectors.joining("; "));
        return TransactionResult.invalid(txnId, refusal.code().wireName(), detail);
    }

    private static String textOf(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value != null && value.isString() && value.stringValue().length() <= 128 ? value.stringValue() : null;
    }
}
