package engine;

import java.util.List;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;

/** The routes of this layer as the router has them, for the comparison with the server's own description. */
@Controller("/_control/routes")
public class Routes {
    @Introspected
    record Route(String method, String path, List<String> consumes, List<String> produces) {
    }

    private final Router router;

    Routes(Router router) {
        this.router = router;
    }

    @Get
    public List<Route> all() {
        return router.uriRoutes().filter(route -> route.getHttpMethod() != HttpMethod.HEAD).map(Routes::shown).toList();
    }

    private static Route shown(UriRouteInfo<?, ?> route) {
        return new Route(
            route.getHttpMethodName(),
            route.getUriMatchTemplate().toPathString(),
            route.getConsumes().stream().map(MediaType::toString).toList(),
            route.getProduces().stream().map(MediaType::toString).toList()
        );
    }
}
