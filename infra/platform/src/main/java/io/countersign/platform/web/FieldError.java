package io.countersign.platform.web;

/** What is wrong with one field of a request; the field by its path, such as {@code evidence.count}. */
public record FieldError(String field, String message) {}
