package engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.kestra.core.exceptions.ResourceExpiredException;
import io.kestra.core.models.kv.KVType;
import io.kestra.core.serializers.JacksonMapper;
import io.kestra.core.storages.kv.*;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The keys of a namespace, as every version has them. */
@Controller("/api/v1/{tenant}/namespaces/{namespace}/kv")
@ExecuteOn(TaskExecutors.IO)
public class KeyValueController {
    record Keys(List<String> keys) {
    }

    private final KeyValueStores stores;
    private final Generation generation;

    KeyValueController(KeyValueStores stores, Generation generation) {
        this.stores = stores;
        this.generation = generation;
    }

    @Get("/{key}")
    public Map<String, Object> get(String tenant, String namespace, String key) throws IOException, ResourceExpiredException {
        KVStore store = stores.of(tenant, namespace);
        KVValue value = store.getValue(key)
            .orElseThrow(() -> new NoSuchElementException("No value found for key '" + key + "' in namespace '" + namespace + "'"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", KVType.from(value.value()));
        answer.put("value", value.value());
        if (!generation.isBefore2()) {
            KVEntry entry = store.get(key).orElseThrow();
            answer.put("revision", JacksonMapper.toMap(entry).get("revision"));
            answer.put("updated", entry.updateDate());
        }
        return answer;
    }

    @Delete("/{key}")
    public boolean delete(String tenant, String namespace, String key) throws IOException {
        return stores.of(tenant, namespace).delete(key);
    }

    /** Answers the keys that were there. */
    @Delete
    public Keys deleteMany(String tenant, String namespace, @Body Keys doomed) throws IOException {
        KVStore store = stores.of(tenant, namespace);
        List<String> deleted = new ArrayList<>();
        for (String key : doomed.keys()) {
            if (store.delete(key)) {
                deleted.add(key);
            }
        }
        return new Keys(deleted);
    }

    /** The keys of the namespaces above; before 2.0 those of the namespace as well. Wins over a key of that name. */
    @Get("/inheritance")
    public List<Map<String, Object>> inherited(String tenant, String namespace) throws IOException {
        Map<String, Map<String, Object>> nearest = new LinkedHashMap<>();
        String from = generation.isBefore2() ? namespace : parentOf(namespace);
        for (String each = from; !each.isEmpty(); each = parentOf(each)) {
            stores.list(tenant, each).forEach(entry -> nearest.putIfAbsent((String) entry.get("key"), entry));
        }
        return List.copyOf(nearest.values());
    }

    private static String parentOf(String namespace) {
        return namespace.substring(0, Math.max(0, namespace.lastIndexOf('.')));
    }
}
