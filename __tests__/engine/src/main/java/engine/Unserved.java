package engine;

import java.util.Map;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;

/** The answer of a route that a server has and no test needs: it must be there, so that it wins or loses as on a server. */
final class Unserved {
    private Unserved() {
    }

    /** @param route its name in the server's OpenAPI description. */
    static HttpResponse<?> route(String route) {
        return HttpResponse.status(HttpStatus.NOT_IMPLEMENTED)
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body("{\"message\":\"The engine does not serve " + route + "\"}");
    }
}
