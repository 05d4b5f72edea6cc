package engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.*;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;

/**
 * The variant "2.0 open source". Kestra moved the dashboards to its Enterprise edition between the snapshot and 2.0.0 (kestra#18971): their list is
 * empty, and a request that validates or writes one is not allowed. A tenant gets the variant on request; any other tenant answers as the snapshot.
 */
@Controller("/_control/open-source")
public class OpenSource {
    private static final Pattern DASHBOARDS = Pattern.compile("^/api/v1/[^/]+/dashboards(/.*)?$");
    private static final String ATTRIBUTE = "engine.open-source";

    private final Set<String> tenants = ConcurrentHashMap.newKeySet();
    private final Problems problems;

    OpenSource(Problems problems) {
        this.problems = problems;
    }

    @Post
    public void choose(@Body Map<String, String> chosen) {
        tenants.add(chosen.get("tenant"));
    }

    /** Answers instead of the snapshot where the two differ, else null; marks the request for {@link #isChosen}. */
    @Nullable
    MutableHttpResponse<?> answer(HttpRequest<?> request, String tenant) {
        if (!tenants.contains(tenant)) {
            return null;
        }
        request.setAttribute(ATTRIBUTE, true);
        if (!DASHBOARDS.matcher(request.getPath()).matches()) {
            return null;
        }
        if (request.getMethod() == HttpMethod.GET) {
            return request.getPath().endsWith("/dashboards")
                ? HttpResponse.ok(Map.of("results", new Object[0], "total", 0))
                : problems.response(request, ProblemKind.of(HttpStatus.NOT_FOUND), "Not Found", null);
        }
        String detail = "Method [%s] not allowed for URI [%s]. Allowed methods: [HEAD, GET]".formatted(request.getMethodName(), request.getPath());
        HttpStatus status = HttpStatus.METHOD_NOT_ALLOWED;
        return problems.response(request, ProblemKind.of(status), status.getReason(), new HttpStatusException(status, detail))
            .header(HttpHeaders.ALLOW, "HEAD, GET");
    }

    static boolean isChosen(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE).isPresent();
    }
}
