package io.countersign.platform.web;

import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads JSON bodies of commands into records; see {@link RequestReader}. Reads only. */
final class RecordConverter extends AbstractHttpMessageConverter<Record> {
    static final int BODY_LIMIT = 1024 * 1024;

    RecordConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type.isRecord() && type.getPackageName().startsWith("io.countersign");
    }

    @Override
    public boolean canWrite(Class<?> type, MediaType mediaType) {
        return false;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        return super.getSupportedMediaTypes();
    }

    @Override
    protected Record readInternal(Class<? extends Record> type, HttpInputMessage input) throws IOException {
        long announced = input.getHeaders().getContentLength();
        if (announced > BODY_LIMIT) {
            throw ErrorCode.BODY_TOO_LARGE.because("The body must have at most %s bytes".formatted(BODY_LIMIT));
        }
        return RequestReader.read(StrictJson.read(input.getBody(), BODY_LIMIT), type);
    }

    @Override
    protected void writeInternal(Record record, HttpOutputMessage output) {
        throw new UnsupportedOperationException("This converter only reads");
    }
}
