package engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.flows.State;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** Query parameters to the engine's filters, as the server reads them. */
@Singleton
public class Filters {
    /** A key of another form is ignored without a word: the answer is then the unfiltered list. */
    private static final Pattern KEY = Pattern.compile("filters\\[(\\w+)]\\[(\\w+)](?:\\[([^]]+)])?");

    private final Generation generation;

    Filters(Generation generation) {
        this.generation = generation;
    }

    List<QueryFilter> read(HttpRequest<?> request) {
        return read(request, QueryFilter.Resource.FLOW);
    }

    List<QueryFilter> read(HttpRequest<?> request, QueryFilter.Resource resource) {
        List<QueryFilter> filters = new ArrayList<>();
        request.getParameters().forEach((name, values) -> {
            Matcher key = KEY.matcher(name);
            if (key.matches()) {
                filters.add(filter(key, values.getFirst()));
            }
        });
        // From 2.0 on the older parameters are ignored.
        if (filters.isEmpty() && generation.isBefore2()) {
            filters.addAll(older(request));
        }
        QueryFilter.validateQueryFilters(filters, resource);
        return filters;
    }

    private static List<QueryFilter> older(HttpRequest<?> request) {
        List<QueryFilter> filters = new ArrayList<>();
        HttpParameters parameters = request.getParameters();
        parameters.getFirst("namespace").ifPresent(namespace -> filters.add(of(QueryFilter.Field.NAMESPACE, QueryFilter.Op.PREFIX, namespace)));
        parameters.getFirst("q").ifPresent(query -> filters.add(of(QueryFilter.Field.QUERY, QueryFilter.Op.EQUALS, query)));
        parameters.getFirst("flowId").ifPresent(flowId -> filters.add(of(QueryFilter.Field.FLOW_ID, QueryFilter.Op.EQUALS, flowId)));
        List<String> states = parameters.getAll("state");
        if (!states.isEmpty()) {
            filters.add(of(QueryFilter.Field.STATE, QueryFilter.Op.IN, states.stream().flatMap(each -> Stream.of(each.split(","))).map(State.Type::valueOf).toList()));
        }
        return filters;
    }

    private static QueryFilter filter(Matcher key, String text) {
        QueryFilter.Op operation = QueryFilter.Op.valueOf(key.group(2));
        boolean isList = operation == QueryFilter.Op.IN || operation == QueryFilter.Op.NOT_IN;
        Object value = key.group(3) != null ? Map.of(key.group(3), text) : isList ? List.of(text.split(",")) : text;
        return of(QueryFilter.Field.fromString(key.group(1)), operation, value);
    }

    private static QueryFilter of(QueryFilter.Field field, QueryFilter.Op operation, Object value) {
        return QueryFilter.builder().field(field).operation(operation).value(value).build();
    }
}
