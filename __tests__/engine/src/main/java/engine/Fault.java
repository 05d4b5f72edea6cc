package engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;

/**
 * What to do wrong with the next requests of one tenant.
 *
 * @param method regular expression on the method
 * @param path regular expression found anywhere in the path with its query
 * @param status the answer instead of the real one; none: the real answer
 * @param isAfter the request is carried out, and only its answer is replaced: "stored although 500"
 * @param delayMs wait before all of this, milliseconds
 * @param isDrop close the connection instead of an answer
 */
@Introspected
record Fault(
    String tenant, String method, String path, AtomicInteger times, @Nullable Integer status, boolean isAfter, int delayMs, boolean isDrop,
    @Nullable String body, @Nullable Map<String, String> headers
) {
    boolean isFor(String requestTenant, String requestMethod, String requestPath) {
        return tenant.equals(requestTenant)
            && requestMethod.matches(method)
            && java.util.regex.Pattern.compile(path).matcher(requestPath).find()
            && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
