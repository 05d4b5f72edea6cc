package engine;

import io.kestra.core.exceptions.FlowProcessingException;
import io.micronaut.http.*;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.HttpStatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions to error bodies. Matched by simple name: some classes exist on one generation only. */
@Controller
public class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final Problems problems;
    private final Generation generation;

    Errors(Problems problems, Generation generation) {
        this.problems = problems;
        this.generation = generation;
    }

    @Error(global = true)
    public HttpResponse<?> error(HttpRequest<?> request, Throwable thrown) {
        Throwable cause = thrown instanceof FlowProcessingException && thrown.getCause() != null ? thrown.getCause() : thrown;
        for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
            MutableHttpResponse<?> response = byName(type.getSimpleName(), request, cause);
            if (response != null) {
                return response;
            }
        }
        LOG.error("{} {}", request.getMethodName(), request.getUri(), cause);
        return problems.response(request, ProblemKind.INTERNAL, "Internal server error", cause);
    }

    private MutableHttpResponse<?> byName(String name, HttpRequest<?> request, Throwable cause) {
        return switch (name) {
            case "HttpStatusException" -> {
                HttpStatus status = ((HttpStatusException) cause).getStatus();
                yield problems.response(request, ProblemKind.of(status), status.getReason(), cause);
            }
            case "ConstraintViolationException" -> problems.response(request, ProblemKind.VALIDATION, "Invalid entity", cause);
            case "InvalidQueryFiltersException" -> problems.response(request, ProblemKind.FILTERS, "Invalid query filters", cause);
            case "InvalidException", "InputOutputValidationException", "KVStoreException" ->
                problems.response(request, ProblemKind.ENTITY, "Invalid entity", cause);
            case "IllegalArgumentException" -> problems.response(request, ProblemKind.ARGUMENT, "Illegal argument", cause);
            case "IllegalStateException" ->
                generation.isBefore2() ? problems.response(request, ProblemKind.CONFLICT, "Illegal state", cause) : null;
            case "AlreadyExistsException" -> problems.response(request, ProblemKind.EXISTS, "Conflict", cause);
            case "ConflictException" -> problems.response(request, ProblemKind.CONFLICT, "Conflict", cause);
            case "ResourceExpiredException" -> problems.response(request, ProblemKind.EXPIRED, "Resource has expired", cause);
            case "NotFoundException", "NoSuchElementException", "FileNotFoundException", "NoSuchFileException" ->
                problems.response(request, ProblemKind.of(HttpStatus.NOT_FOUND), "Not Found", isOfRouter(cause) ? null : cause);
            case "JsonParseException" -> problems.response(request, ProblemKind.JSON, "Invalid json", cause);
            case "UnsatisfiedBodyRouteException", "ConversionErrorException" -> problems.response(request, ProblemKind.BODY, "Invalid route params", cause);
            case "UnsatisfiedQueryValueRouteException" -> problems.response(request, ProblemKind.QUERY, "Bad Request", cause);
            case "MessageTooBigException" -> generation.isBefore2() ? null : problems.response(request, ProblemKind.TOO_LARGE, "", cause);
            default -> null;
        };
    }

    private static boolean isOfRouter(Throwable cause) {
        return cause.getClass().getPackageName().startsWith("io.micronaut");
    }
}
