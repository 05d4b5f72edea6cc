package engine;

import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;

/**
 * One example of each kind of request that the program under test has sent, whatever came of it (a fault, 401, 404, 501). What a
 * test does itself carries a header that says so, and is not noted.
 */
@Controller("/_control/kinds")
public class Kinds {
    private static final String HAND = "x-test-hand";
    private static final int MAX_KINDS = 1_000;

    /** @param tenant of the first one, which names the test that sent it. */
    @Introspected
    record Kind(String method, String path, @Nullable String accept, @Nullable String contentType, String tenant) {
    }

    private final Map<List<Object>, Kind> kinds = new ConcurrentHashMap<>();

    void note(HttpRequest<?> request, String tenant) {
        if (request.getHeaders().contains(HAND) || kinds.size() >= MAX_KINDS) {
            return;
        }
        String accept = header(request, HttpHeaders.ACCEPT);
        String contentType = header(request, HttpHeaders.CONTENT_TYPE);
        Kind kind = new Kind(request.getMethodName(), request.getUri().toString(), accept, contentType, tenant);
        kinds.putIfAbsent(
            Arrays.asList(
                kind.method(),
                BasicHttpAttributes.getUriTemplate(request).orElse(request.getPath()),
                Set.copyOf(request.getParameters().names()),
                accept,
                contentType == null ? null : contentType.replaceAll("boundary=[^;]*", "")
            ),
            kind
        );
    }

    @Get
    public Collection<Kind> all() {
        return kinds.values();
    }

    @Delete
    public void forget(@Nullable @QueryValue String tenant) {
        kinds.values().removeIf(kind -> tenant == null || kind.tenant().equals(tenant));
    }

    @Nullable
    private static String header(HttpRequest<?> request, String name) {
        return request.getHeaders().get(name);
    }
}
