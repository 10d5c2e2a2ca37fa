package io.countersign.command.decision.intake;

import io.countersign.command.decision.TenantTransaction;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.CurrentCaller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.util.List;

/** What the caller of a stream may still do, to be asked whenever something is about to be done for them. */
final class StreamPermission<T extends TenantTransaction> {
    private final CurrentCaller caller;
    private final Permission permission;

    StreamPermission(CurrentCaller caller, Permission permission) {
        this.caller = caller;
        this.permission = permission;
    }

    /**
     * The same items, those faulty whose tenant the caller may not work for.
     *
     * @throws Refusal if the caller may not do this at all any more
     */
    List<StreamItem<T>> admit(List<StreamItem<T>> items) {
        Caller now = caller.find()
                .orElseThrow(() -> ErrorCode.UNAUTHENTICATED.because(
                        "The token doesn't hold any more, or its user is no longer active"));
        now.mustHave(permission);
        return items.stream().map(item -> admitted(item, now)).toList();
    }

    private StreamItem<T> admitted(StreamItem<T> item, Caller now) {
        if (item.fault() != null || now.has(permission, item.value().tenantId())) {
            return item;
        }
        return StreamItem.faulty(
                item.line(),
                LineReader.fault(
                        item.value().transaction().txnId().value(),
                        Caller.unknown(item.value().tenantId())));
    }
}
