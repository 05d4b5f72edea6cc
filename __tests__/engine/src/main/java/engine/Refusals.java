package engine;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Error bodies of what no controller answered: no route, wrong method, wrong media type, or an answer without a body. */
@Singleton
public class Refusals implements ErrorResponseProcessor<Object> {
    private final Problems problems;

    Refusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> refused) {
        HttpStatus status = HttpStatus.valueOf(refused.code());
        HttpStatusException cause = status == HttpStatus.NOT_FOUND || context.getErrors().isEmpty()
            ? null
            : new HttpStatusException(status, context.getErrors().getFirst().getMessage());
        MutableHttpResponse<?> response = problems.response(context.getRequest(), ProblemKind.of(status), status.getReason(), cause);
        return refused.contentType(response.getContentType().orElseThrow()).body(response.body());
    }
}
