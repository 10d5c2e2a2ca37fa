package io.countersign.platform.web;

/** An error in one field of a request. The field is given by its path, such as {@code evidence.count}. */
public record FieldError(String field, String message) {}
