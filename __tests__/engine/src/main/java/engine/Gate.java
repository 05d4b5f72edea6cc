package engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.*;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.filter.HttpServerFilter;
import io.micronaut.http.filter.ServerFilterChain;
import io.micronaut.http.server.netty.NettyHttpRequest;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** In front of every API call: faults on demand, basic auth, the tenant check, the log of requests. */
@Filter("/api/**")
public class Gate implements HttpServerFilter {
    private static final Pattern TENANT_PATH = Pattern.compile("^/api/v1/([^/]+)/(?:flows|namespaces|kv|executions|triggers|logs|outputs|dashboards)(?:/.*)?$");
    private static final String MAIN = "main";

    private final Control control;
    private final Kinds kinds;
    private final Problems problems;
    private final Generation generation;
    private final OpenSource openSource;
    private final String username;
    private final String password;
    private final boolean isAnyTenant;

    Gate(
        Control control, Kinds kinds, Problems problems, Generation generation, OpenSource openSource,
        @Property(name = "engine.username") String username,
        @Property(name = "engine.password") String password,
        @Property(name = "engine.any-tenant") boolean isAnyTenant
    ) {
        this.control = control;
        this.kinds = kinds;
        this.problems = problems;
        this.generation = generation;
        this.openSource = openSource;
        this.username = username;
        this.password = password;
        this.isAnyTenant = isAnyTenant;
    }

    @Override
    public Publisher<MutableHttpResponse<?>> doFilter(HttpRequest<?> request, ServerFilterChain chain) {
        String path = request.getUri().toString();
        String tenant = tenantOf(request);
        kinds.note(request, tenant);
        Fault fault = control.take(tenant, request.getMethodName(), path);
        Mono<MutableHttpResponse<?>> answer = fault == null ? real(request, chain) : faulty(fault, request, chain);
        return answer.doOnNext(response -> control.log(tenant, request.getMethodName(), path, response.code()));
    }

    private Mono<MutableHttpResponse<?>> real(HttpRequest<?> request, ServerFilterChain chain) {
        boolean isOpen = generation.isBefore2() && request.getPath().equals("/api/v1/configs");
        if (!isOpen && !isAuthenticated(request)) {
            return Mono.just(unauthenticated(request));
        }
        Matcher matcher = TENANT_PATH.matcher(request.getPath());
        if (!isAnyTenant && matcher.matches() && !matcher.group(1).equals(MAIN)) {
            HttpStatusException refused = new HttpStatusException(HttpStatus.BAD_REQUEST, "Tenant must be 'main' for OSS version");
            return Mono.just(problems.response(request, ProblemKind.of(HttpStatus.BAD_REQUEST), "Bad Request", refused));
        }
        MutableHttpResponse<?> answer = openSource.answer(request, tenantOf(request));
        return answer == null ? Mono.from(chain.proceed(request)) : Mono.just(answer);
    }

    private Mono<MutableHttpResponse<?>> faulty(Fault fault, HttpRequest<?> request, ServerFilterChain chain) {
        Mono<MutableHttpResponse<?>> executed = fault.isAfter() || (fault.status() == null && !fault.isDrop())
            ? real(request, chain)
            : Mono.just(HttpResponse.ok());
        return Mono.delay(Duration.ofMillis(fault.delayMs())).then(executed).flatMap(response -> {
            if (fault.isDrop()) {
                control.log(fault.tenant(), request.getMethodName(), request.getUri().toString(), 0);
                ((NettyHttpRequest<?>) request).getChannelHandlerContext().close();
                return Mono.never();
            }
            return Mono.just(fault.status() == null ? response : replacement(fault));
        });
    }

    private static MutableHttpResponse<?> replacement(Fault fault) {
        MutableHttpResponse<String> response = HttpResponse.status(HttpStatus.valueOf(fault.status()));
        if (fault.body() != null) {
            response.body(fault.body());
        }
        if (fault.headers() != null) {
            fault.headers().forEach(response::header);
        }
        return response;
    }

    /** The tenant of the path; for paths without one, with any tenant allowed, the user name's part before the "@". */
    private String tenantOf(HttpRequest<?> request) {
        Matcher matcher = TENANT_PATH.matcher(request.getPath());
        if (matcher.matches()) {
            return matcher.group(1);
        }
        return isAnyTenant ? credentials(request).split("[@:]", 2)[0] : MAIN;
    }

    private boolean isAuthenticated(HttpRequest<?> request) {
        String credentials = credentials(request);
        return isAnyTenant ? credentials.endsWith(":" + password) : credentials.equals(username + ":" + password);
    }

    private static String credentials(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION, String.class, "");
        return header.startsWith("Basic ")
            ? new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8)
            : "";
    }

    private MutableHttpResponse<?> unauthenticated(HttpRequest<?> request) {
        MutableHttpResponse<?> response = generation.isBefore2()
            ? HttpResponse.unauthorized()
            : problems.response(request, ProblemKind.of(HttpStatus.UNAUTHORIZED), "", null);
        return response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic");
    }
}
