package engine;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.kestra.core.repositories.ArrayListTotal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;

/** Pages of lists: what is asked for, and what is answered. */
final class Pages {
    private Pages() {
    }

    static Pageable of(int page, int size, @Nullable List<String> sort) {
        return of(page, size, sort, field -> field);
    }

    /** @param columns from the field that a caller names to the one that the repository sorts by. */
    static Pageable of(int page, int size, @Nullable List<String> sort, Function<String, String> columns) {
        return Pageable.from(page, size, sort == null ? Sort.UNSORTED : Sort.of(sort.stream().map(text -> order(text, columns)).toList()));
    }

    static <T, R> Map<String, Object> answer(ArrayListTotal<T> found, Function<T, R> shape) {
        return Map.of("results", found.stream().map(shape).toList(), "total", found.getTotal());
    }

    private static Sort.Order order(String text, Function<String, String> columns) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException("Invalid sort parameter");
        }
        String column = columns.apply(parts[0]);
        return parts[1].equals("desc") ? Sort.Order.desc(column) : Sort.Order.asc(column);
    }
}
