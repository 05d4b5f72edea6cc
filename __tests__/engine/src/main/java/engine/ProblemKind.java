package engine;

import io.micronaut.http.HttpStatus;

/** One line of the server's catalogue of problems: the URI's last part, the title and the status. */
record ProblemKind(String slug, String title, HttpStatus status) {
    static final ProblemKind INTERNAL = new ProblemKind("internal-error", "Internal server error", HttpStatus.INTERNAL_SERVER_ERROR);
    static final ProblemKind VALIDATION = new ProblemKind("validation-failed", "Validation failed", HttpStatus.UNPROCESSABLE_ENTITY);
    static final ProblemKind ENTITY = new ProblemKind("invalid-entity", "Invalid entity", HttpStatus.UNPROCESSABLE_ENTITY);
    static final ProblemKind ARGUMENT = new ProblemKind("invalid-argument", "Invalid argument", HttpStatus.UNPROCESSABLE_ENTITY);
    static final ProblemKind JSON = new ProblemKind("invalid-json", "Invalid JSON", HttpStatus.UNPROCESSABLE_ENTITY);
    static final ProblemKind BODY = new ProblemKind("invalid-request-body", "Invalid request body", HttpStatus.UNPROCESSABLE_ENTITY);
    static final ProblemKind QUERY = new ProblemKind("invalid-query-parameter", "Invalid query parameter", HttpStatus.BAD_REQUEST);
    static final ProblemKind FILTERS = new ProblemKind("invalid-query-filters", "Invalid query filters", HttpStatus.BAD_REQUEST);
    static final ProblemKind EXISTS = new ProblemKind("entity-already-exists", "Entity already exists", HttpStatus.CONFLICT);
    static final ProblemKind CONFLICT = new ProblemKind("conflict", "Conflict", HttpStatus.CONFLICT);
    static final ProblemKind EXPIRED = new ProblemKind("resource-expired", "Resource has expired", HttpStatus.GONE);
    static final ProblemKind TOO_LARGE = new ProblemKind("payload-too-large", "Payload too large", HttpStatus.REQUEST_ENTITY_TOO_LARGE);

    static ProblemKind of(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> new ProblemKind("bad-request", "Bad request", status);
            case UNAUTHORIZED -> new ProblemKind("unauthenticated", "Authentication required", status);
            case NOT_FOUND -> new ProblemKind("not-found", "Resource not found", status);
            case METHOD_NOT_ALLOWED -> new ProblemKind("method-not-allowed", "Method not allowed", status);
            case NOT_ACCEPTABLE -> new ProblemKind("not-acceptable", "Not acceptable", status);
            case CONFLICT -> CONFLICT;
            case UNSUPPORTED_MEDIA_TYPE -> new ProblemKind("unsupported-media-type", "Unsupported media type", status);
            case UNPROCESSABLE_ENTITY -> ENTITY;
            default -> INTERNAL;
        };
    }
}
