package engine;

import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.*;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;

/** Error bodies: the HATEOAS document of the servers before 2.0, RFC 9457 (application/problem+json) from 2.0 on. */
@Singleton
public class Problems {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE_BASE = "https://kestra.io/docs/api-reference/problems/";
    private static final Pattern PROPERTY_PATH = Pattern.compile("[\\w.\\[\\]]+");
    private static final List<String> UNUSED_LINK_FIELDS = List.of("profile", "deprecation", "title", "hreflang", "type", "name");

    private final Generation generation;

    Problems(Generation generation) {
        this.generation = generation;
    }

    /** @param reason starts the text before 2.0 ("Invalid entity: …"); from 2.0 on the kind has that part. */
    MutableHttpResponse<?> response(HttpRequest<?> request, ProblemKind kind, String reason, Throwable cause) {
        String detail = cause == null ? null : cause.getMessage();
        List<ConstraintViolation<?>> violations = cause instanceof ConstraintViolationException invalid && invalid.getConstraintViolations() != null
            ? new ArrayList<>(invalid.getConstraintViolations())
            : List.of();
        return generation.isBefore2()
            ? HttpResponse.status(kind.status()).contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(json(hateoas(request, detail == null ? reason : reason + ": " + detail, violations)))
            : HttpResponse.status(kind.status()).contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
                .body(json(problem(request, kind, detail, violations)));
    }

    private static Map<String, Object> hateoas(HttpRequest<?> request, String message, List<ConstraintViolation<?>> violations) {
        Map<String, Object> self = new LinkedHashMap<>();
        self.put("href", request.getUri().toString());
        self.put("templated", false);
        UNUSED_LINK_FIELDS.forEach(field -> self.put(field, null));
        List<Map<String, Object>> errors = violations.stream()
            .map(violation -> hateoasNode(violation.getMessage(), violation.getPropertyPath().toString(), Map.of(), Map.of()))
            .toList();
        return hateoasNode(message, null, Map.of("self", self), errors.isEmpty() ? Map.of() : Map.of("errors", errors));
    }

    private static Map<String, Object> hateoasNode(String message, String path, Map<String, ?> links, Map<String, ?> embedded) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("message", message);
        node.put("logref", null);
        node.put("path", path);
        node.put("_links", links);
        node.put("_embedded", embedded);
        return node;
    }

    private static Map<String, Object> problem(HttpRequest<?> request, ProblemKind kind, String detail, List<ConstraintViolation<?>> violations) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE_BASE + kind.slug());
        problem.put("title", kind.title());
        problem.put("status", kind.status().getCode());
        boolean isServerError = kind.status().getCode() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode();
        problem.put("detail", isServerError
            ? "An unexpected error occurred. Quote the traceId when contacting support."
            : detail == null || detail.isBlank() ? kind.title() : detail);
        problem.put("instance", request.getPath());
        problem.put("errors", violations.stream().map(Problems::error).toList());
        if (isServerError) {
            problem.put("traceId", Long.toHexString(System.nanoTime()));
        }
        return problem;
    }

    private static Map<String, String> error(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        if (!PROPERTY_PATH.matcher(path).matches()) {
            return Map.of("detail", violation.getMessage(), "path", path);
        }
        String pointer = "/" + String.join("/", Stream.of(path.split("[.\\[\\]]+")).filter(part -> !part.isEmpty()).toList());
        return Map.of("detail", violation.getMessage(), "path", path, "pointer", pointer);
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
