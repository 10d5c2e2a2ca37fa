package io.countersign.platform.web;

import io.countersign.policy.WireName;

/** Why a request was refused. The names, in lower case, are the stable machine codes of the contract. */
public enum ErrorCode implements WireName {
    MALFORMED_REQUEST,
    INVALID_REQUEST,
    UNAUTHENTICATED,
    WRONG_CREDENTIALS,
    FORBIDDEN,
    CSRF_TOKEN_MISSING,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    TENANT_NOT_FOUND,
    USER_NOT_FOUND,
    DECISION_NOT_FOUND,
    PROJECTION_NOT_FOUND,
    CANDIDATE_NOT_FOUND,
    VERSION_NOT_FOUND,
    TENANT_EXISTS,
    USER_EXISTS,
    EMAIL_TAKEN,
    LAST_OWNER,
    USER_INACTIVE,
    ALREADY_SETTLED,
    NOT_A_DECISION,
    NOTHING_TO_APPROVE,
    CANDIDATE_PENDING,
    CANDIDATE_ACCEPTED,
    CANDIDATE_REJECTED,
    RULE_EXISTS,
    SAME_PATTERN,
    CONCURRENT_CHANGE,
    IDEMPOTENCY_KEY_IN_USE,
    IDEMPOTENCY_KEY_REUSED,
    PRECONDITION_FAILED,
    BODY_TOO_LARGE,
    REQUEST_TIMEOUT,
    UNSUPPORTED_MEDIA_TYPE,
    TOO_MANY_ATTEMPTS,
    TOO_MANY_EXPORTS,
    TOO_MANY_IMPORTS,
    TOO_MANY_DRY_RUNS,
    TOO_MANY_STREAMS,
    STREAM_IDLE,
    ANSWERS_UNREAD,
    NOT_YET_VISIBLE,
    UNAVAILABLE,
    INTERNAL_ERROR;

    /** The refusal with this code and a sentence that names the thing. */
    public Refusal because(String sentence) {
        return new Refusal(this, sentence);
    }
}
