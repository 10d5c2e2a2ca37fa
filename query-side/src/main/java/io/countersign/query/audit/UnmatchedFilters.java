package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.security.Permission.Reach;
import io.countersign.platform.web.Paging;
import io.countersign.query.names.UserNames;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the filters that match no entry even on their own, to explain an empty result. */
@Component
class UnmatchedFilters {
    private final AuditView view;

    UnmatchedFilters(AuditView view) {
        this.view = view;
    }

    /** A sentence for each. */
    List<String> of(AuditFilter filter, EntrySearch search, Caller caller) {
        AuditFilter all = filter.withoutConditions();
        List<String> sentences = new ArrayList<>();
        if (filter.vendor() != null && findsNothing(all.withVendor(filter.vendor()))) {
            sentences.add("No supplier’s name contains “%s”.".formatted(filter.vendor()));
        }
        if (filter.userId() != null && findsNothing(all.withUser(filter.userId()))) {
            sentences.add(ofUser(filter.userId(), search.value("user_id"), caller));
        }
        if (filter.txnId() != null && findsNothing(all.withTransaction(filter.txnId()))) {
            sentences.add("No transaction has the id “%s”. Enter the complete id, as shown in an entry."
                    .formatted(filter.txnId()));
        }
        return sentences;
    }

    private static String ofUser(String userId, String typed, Caller caller) {
        if (!userId.equals(UserNames.NOBODY)) {
            return "No entry is by “%s”.".formatted(typed);
        }
        return Permission.READ_USERS.of(caller.role()) == Reach.NONE
                ? "You see other people by id only. Enter the id shown in an entry."
                : "No user has the e-mail address “%s”.".formatted(typed);
    }

    private boolean findsNothing(AuditFilter filter) {
        return view.page(filter, new Paging(Long.MAX_VALUE, 1)).rows().isEmpty();
    }
}
