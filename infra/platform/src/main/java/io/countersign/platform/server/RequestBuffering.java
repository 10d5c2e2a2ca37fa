package io.countersign.platform.server;

import io.countersign.platform.web.Correlation;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ProblemResponses;
import io.countersign.platform.web.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

/**
 * Takes in a request's body before anything else happens to it, and sends its answer after everything has happened, so that
 * neither a slow sender nor a slow reader holds a thread. Bodies that fall behind {@link TransferRate} are refused with 408,
 * answers that do are cut off. Streams are the exception: they are read and written by the thread that serves them.
 */
final class RequestBuffering implements Filter {
    private static final int COMMAND_LIMIT = 1024 * 1024;
    private static final int RULES_LIMIT = 16 * 1024 * 1024;
    private static final String RULE_IMPORT = "/api/rules/import";
    private static final Set<String> STREAMS = Set.of("/api/decisions", "/api/decisions/import");
    private static final List<String> STREAM_TYPES = List.of("application/x-ndjson", "text/csv");
    private static final String READER = RequestBuffering.class.getName();

    private final Correlation correlation;
    private final ProblemResponses problems;
    private final BufferMemory memory;
    private final TransferWatch watch;

    RequestBuffering(Correlation correlation, ProblemResponses problems, BufferMemory memory, TransferWatch watch) {
        this.correlation = correlation;
        this.problems = problems;
        this.memory = memory;
        this.watch = watch;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            BodyReader reader = (BodyReader) request.getAttribute(READER);
            if (reader == null) {
                chain.doFilter(request, response);
            } else {
                request.removeAttribute(READER);
                goOn(reader, response, chain);
            }
        } else if (!hasBody(request)) {
            serve(request, request, response, chain);
        } else if (isStream(request)) {
            serveStream(request, response, chain);
        } else {
            read(request);
        }
    }

    private void serve(
            HttpServletRequest received, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BufferedResponse answer = new BufferedResponse(response, ClientConnection.of(request), memory);
        boolean sending = false;
        try {
            pass(request, answer, chain);
            int length = answer.size();
            if (request.isAsyncStarted()) {
                answer.sendNow();
            } else if (length > 0) {
                if (response.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
                    response.setContentLength(length);
                }
                new ResponseWriter(received, answer, watch).start();
                sending = true;
            }
        } finally {
            if (!sending) {
                answer.release();
            }
        }
    }

    private void serveStream(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BufferedResponse answer = new BufferedResponse(response, ClientConnection.of(request), memory);
        boolean unread;
        try {
            pass(request, answer, chain);
            unread = !request.getInputStream().isFinished();
            if (unread && answer.size() > 0) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
                response.setContentLength(answer.size());
            }
            answer.sendNow();
        } finally {
            answer.release();
        }
        if (unread && !answer.isLeftToErrorPage()) {
            response.flushBuffer();
            new UnreadBodyDrain(request, watch).start();
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (RequestThreads.isReserved()) {
            refuse(ErrorCode.UNAVAILABLE.because("The service has too much to do; try again"), request, response);
        } else if (isCompressed(request)) {
            refuse(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE.because(
                            "The body must come as it is: no Content-Encoding is read"),
                    request,
                    response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void read(HttpServletRequest request) throws IOException {
        String path = request.getServletPath();
        BodyReader reader = new BodyReader(
                request,
                path.equals(RULE_IMPORT) ? RULES_LIMIT : COMMAND_LIMIT,
                memory,
                watch,
                UriUtils.encodePath(path, StandardCharsets.UTF_8));
        request.setAttribute(READER, reader);
        reader.start();
    }

    private void goOn(BodyReader reader, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = new BufferedRequest(reader.request(), reader.body());
        try {
            switch (reader.outcome()) {
                case READ -> serve(reader.request(), request, response, chain);
                case LOST -> throw new IllegalStateException("This request doesn't go on");
                case NO_ROOM ->
                    refuse(
                            ErrorCode.UNAVAILABLE.because("Too many large bodies arrive at once; try again"),
                            request,
                            response);
            }
        } finally {
            reader.release();
        }
    }

    private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        correlation.doFilter(
                request,
                response,
                (passed, answered) ->
                        problems.write(refusal, (HttpServletRequest) passed, (HttpServletResponse) answered));
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isCompressed(HttpServletRequest request) {
        List<String> encodings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING));
        return encodings.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .anyMatch(encoding -> !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"));
    }

    private static boolean isStream(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                && STREAMS.contains(request.getServletPath())
                && type != null
                && STREAM_TYPES.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith);
    }
}
